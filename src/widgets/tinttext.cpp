// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tinttext.h"

#include "widgets/style/theme.h"

#include <QLabel>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace svix {

QString tintMarkup(const QString &lead, const QString &text, const QStringList &bold,
                   const QStringList &mono)
{
    QString body = text.toHtmlEscaped();
    for (const QString &part : bold) {
        if (!part.isEmpty()) {
            const QString safe = part.toHtmlEscaped();
            body.replace(safe, u"<b>"_s + safe + u"</b>"_s);
        }
    }
    const QString families = monoFont().families().join(u"','"_s).toHtmlEscaped();
    for (const QString &part : mono) {
        if (!part.isEmpty()) {
            const QString safe = part.toHtmlEscaped();
            body.replace(safe, u"<span style=\"font-family:'%1'\">"_s.arg(families) + safe +
                                   u"</span>"_s);
        }
    }
    body.replace(u'\n', u"<br>"_s);
    if (lead.isEmpty()) {
        return body;
    }
    return u"<b>"_s + lead.toHtmlEscaped() + u"</b>"_s +
           (body.isEmpty() ? QString() : u" "_s + body);
}

void setTintText(QLabel *label, const QString &markup, const QString &plain)
{
    label->setText(markup);
    label->setAccessibleName(plain);
}

void setTintColor(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    if (palette.color(QPalette::WindowText) != color) {
        QPalette own;
        own.setColor(QPalette::All, QPalette::WindowText, color);
        label->setPalette(own);
    }
}

} // namespace svix
