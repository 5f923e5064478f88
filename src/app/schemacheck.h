// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QObject>
#include <QStringList>

#include <memory>

namespace svix {

struct ScriptOutcome;
class ScriptRun;

/// What came of checking a payload against a JSON Schema.
struct SchemaVerdict
{
    enum class Kind {
        Fits,
        Mismatch,
        NotChecked ///< stopped, or the program for it is missing; `why` says it
    };
    Kind kind = Kind::NotChecked;
    QStringList mismatches; ///< the first ones, in words, each with its path
    int count = 0;          ///< of all
    QStringList ignored;    ///< keywords, formats and references that were not looked at
    QString why{};
};

/// Checks payloads against JSON Schemas (draft 7 and what is common in 2020-12) in a process of its
/// own, which is killed after a second or at 256 MiB: neither can hang or end the window.
class SchemaCheck : public QObject
{
    Q_OBJECT
public:
    explicit SchemaCheck(QObject *parent = nullptr);
    /// Ends what is under way.
    ~SchemaCheck() override;

    /// Both are JSON texts. finished() follows, unless another check is started before, or
    /// cancel().
    void check(const QByteArray &schema, const QByteArray &payload);
    void cancel();
    /// Another svix-script than the one of the installation.
    void setProgram(const QString &program) { m_program = program; }

Q_SIGNALS:
    void finished(const svix::SchemaVerdict &verdict);

private:
    static SchemaVerdict read(const ScriptOutcome &outcome);
    static QString words(const QString &path, const QString &rule, const QString &detail);

    std::unique_ptr<ScriptRun> m_run;
    QString m_program;
};

} // namespace svix

Q_DECLARE_METATYPE(svix::SchemaVerdict)
