// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/clipboard.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QByteArray digestOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

SecretClipboard::SecretClipboard(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SecretClipboard::clearNow);
    // Before the windows and the clipboard's connection go.
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this,
            &SecretClipboard::clearNow);
}

SecretClipboard::~SecretClipboard()
{
    if (QCoreApplication::instance()) {
        clearNow();
    }
}

void SecretClipboard::copySecret(const QString &secret, int seconds)
{
    auto *data = new QMimeData;
    data->setText(secret);
    // Klipper, KeePassXC, CopyQ and others keep what carries this out of their histories.
    data->setData(u"x-kde-passwordManagerHint"_s, "secret");
    QGuiApplication::clipboard()->setMimeData(data, QClipboard::Clipboard);
    m_digest = digestOf(secret);
    m_timer.stop();
    if (seconds > 0) {
        m_timer.start(seconds * 1000);
    }
}

void SecretClipboard::clearNow()
{
    m_timer.stop();
    if (m_digest.isEmpty()) {
        return;
    }
    QClipboard *clipboard = QGuiApplication::clipboard();
    bool cleared = false;
    // A clipboard manager may have copied it over to the middle-click selection.
    for (const QClipboard::Mode mode : {QClipboard::Clipboard, QClipboard::Selection}) {
        const bool offered = mode == QClipboard::Clipboard || clipboard->supportsSelection();
        if (offered && digestOf(clipboard->text(mode)) == m_digest) {
            clipboard->clear(mode);
            cleared = true;
        }
    }
    m_digest.clear();
    Q_EMIT finished(cleared);
}

} // namespace svix
