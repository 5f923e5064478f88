// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/undooffer.h"

#include "app/session.h"
#include "widgets/style/icons.h"
#include "widgets/visibletext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(UndoOffer)
};

constexpr qsizetype mostShown = 80;

QString shown(const QJsonValue &value)
{
    QString text;
    if (value.isUndefined() || value.isNull()) {
        return Words::tr("nothing");
    }
    if (value.isString()) {
        text = value.toString();
    } else {
        const QJsonDocument whole(QJsonArray{value});
        text = QString::fromUtf8(whole.toJson(QJsonDocument::Compact)).sliced(1).chopped(1);
    }
    return visibleText(text.size() > mostShown ? text.first(mostShown) + u'…' : text);
}

} // namespace

QAction *makeUndo(const PaneContext &context, QObject *owner, std::function<void()> undo)
{
    auto *action = new QAction(icon(QStringLiteral("undo")), Words::tr("&Undo"), owner);
    action->setObjectName(QStringLiteral("undo"));
    QObject::connect(action, &QAction::triggered, action, [action, undo = std::move(undo)] {
        action->deleteLater();
        undo();
    });
    QObject::connect(&context.session, &Session::clientChanged, action, &QObject::deleteLater);
    return action;
}

QString differencesInWords(const QByteArray &before, const QByteArray &now)
{
    const QJsonObject a = QJsonDocument::fromJson(before).object();
    const QJsonObject b = QJsonDocument::fromJson(now).object();
    QStringList names = a.keys();
    for (const QString &name : b.keys()) {
        if (!names.contains(name)) {
            names.append(name);
        }
    }
    QStringList lines;
    for (const QString &name : std::as_const(names)) {
        if (name != u"updatedAt" && a.value(name) != b.value(name)) {
            lines.append(
                Words::tr("%1: %2 → %3").arg(name, shown(a.value(name)), shown(b.value(name))));
        }
    }
    return lines.join(u'\n');
}

} // namespace svix
