// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/copiedcontent.h"

#include "app/session.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>

namespace svix {

namespace {

QByteArray hashOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

CopiedContent::CopiedContent(Session &session, QObject *parent)
    : QObject(parent)
{
    connect(&session, &Session::erased, this, [this](const Erased &what) {
        wipe(what.attemptId.isEmpty() ? what.messageId : what.attemptId);
    });
}

void CopiedContent::copy(const QString &id, const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    m_id = id;
    m_hash = hashOf(text);
}

void CopiedContent::wipe(const QString &id)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (id == m_id && !m_id.isEmpty() && hashOf(clipboard->text()) == m_hash) {
        clipboard->clear();
    }
}

} // namespace svix
