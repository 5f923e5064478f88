// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/contentclipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace svix {

namespace {
const QString markFormat = u"application/x-svix-console-origin"_s;
} // namespace

void markContent(QMimeData &data, const QString &origin)
{
    if (!origin.isEmpty()) {
        data.setData(markFormat, origin.toUtf8());
    }
}

void copyContent(const QString &text, const QString &origin)
{
    auto *data = new QMimeData;
    data->setText(text);
    markContent(*data, origin);
    QGuiApplication::clipboard()->setMimeData(data);
}

void forgetContent(const QString &origin)
{
    if (origin.isEmpty()) {
        return;
    }
    QClipboard *clipboard = QGuiApplication::clipboard();
    for (const QClipboard::Mode mode : {QClipboard::Clipboard, QClipboard::Selection}) {
        const bool offered = mode == QClipboard::Clipboard || clipboard->supportsSelection();
        const QMimeData *data = offered ? clipboard->mimeData(mode) : nullptr;
        if (data && data->data(markFormat) == origin.toUtf8()) {
            clipboard->clear(mode);
        }
    }
}

} // namespace svix
