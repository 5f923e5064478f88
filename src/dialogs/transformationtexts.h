// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scriptrun.h"
#include "widgets/style/tokens.h"

#include <QCoreApplication>

#include <optional>

namespace svix {

/// Where a transformation is tried.
enum class RunPlace { Here, Server };

/// What came of a try, in words.
class TransformationTexts
{
    Q_DECLARE_TR_FUNCTIONS(svix::TransformationTexts)
public:
    struct Words
    {
        Tone tone = Tone::Info;
        QString lead;
        QString text;
    };
    /// `url`: the endpoint's own, to tell what was redirected.
    static Words outcome(const ScriptOutcome &outcome, RunPlace place, const QString &url);
    /// Headers that the code set, then the body.
    static QByteArray output(const ScriptOutcome &outcome);
    static QByteArray console(const ScriptOutcome &outcome);

    /// A JSON object of texts, as webhook.env; nothing when it is another thing. White space alone
    /// is an empty one.
    static std::optional<QMap<QString, QString>> variables(const QByteArray &json);
    static QByteArray json(const QMap<QString, QString> &variables);
};

} // namespace svix
