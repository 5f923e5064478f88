// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace svix::test {

/// Compares recorded answers with real ones: placeholders are bound at first sight and must agree
/// ever after. See contract/transcripts/README.md for the rules.
class Unifier
{
public:
    /// Reads which ids the recorded run made within the same 4 ms: their order is chance.
    explicit Unifier(const QJsonArray &steps);

    /// A text of a request with everything filled in; what is unknown there is made up.
    QString filled(const QString &text);
    /// Empty when the answer agrees.
    QString compareBody(const QJsonValue &expected, const QJsonValue &actual);
    /// A text with placeholders against a real one; binds.
    bool unifyText(const QString &expected, const QString &actual);

private:
    QString compare(const QString &where, const QJsonValue &expected, const QJsonValue &actual);
    QString compareObject(const QString &where, const QJsonObject &expected,
                          const QJsonObject &actual);
    QString compareList(const QString &where, const QJsonArray &expected, const QJsonArray &actual,
                        const QString &key);
    QString compareAttempts(const QJsonObject &expected, const QJsonObject &actual);
    QString compareProblems(const QJsonArray &expected, const QJsonArray &actual);
    QString compareShape(const QString &where, const QJsonValue &expected,
                         const QJsonValue &actual);
    static bool canBe(const QString &name, const QString &value);
    QString valueOf(const QString &name);
    QString standIn(const QString &name) const;

    QHash<QString, QString> m_bound;   // placeholder -> real
    QHash<QString, QString> m_owners;  // real id -> placeholder
    QMap<QString, QStringList> m_ties; // placeholder -> its group, in recorded order
    int m_made = 0;
};

} // namespace svix::test
