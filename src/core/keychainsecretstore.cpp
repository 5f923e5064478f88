// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keychainsecretstore.h"

#include "core/keyringprobe.h"
#include "core/log.h"
#include "core/memorysecretstore.h"

#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int probeMilliseconds = 3000;

SecretReply reply(SecretState state, const QString &message = {})
{
    return {state, {}, message};
}

} // namespace

/// One request on its way. Removing takes three jobs: read (which lets the person unlock), delete,
/// read again.
struct KeychainSecretStore::Task
{
    enum class Step { Read, Write, Delete, ReadBack };

    Request request = Request::Read;
    Step step = Step::Read;
    QString key;
    QByteArray secret;
    QPromise<SecretReply> promise;
    QTimer timer;
    bool reported = false; ///< the promise is fulfilled; what comes now is late
};

KeychainSecretStore::KeychainSecretStore(QObject *parent)
    : SecretStore(parent)
{
}

KeychainSecretStore::~KeychainSecretStore()
{
    QList<TaskPtr> open = m_waiting;
    if (m_current) {
        open.prepend(m_current);
    }
    m_waiting.clear();
    m_current.reset();
    for (const TaskPtr &task : open) {
        task->timer.stop();
        wipe(task->secret);
        if (!task->reported) {
            task->reported = true;
            task->promise.addResult(
                reply(SecretState::Failed, tr("The console closed before the keyring answered.")));
            task->promise.finish();
        }
    }
}

QString KeychainSecretStore::serviceName()
{
    return u"io.github.svixconsole.console"_s;
}

QString KeychainSecretStore::unusableBecause() const
{
    return keyringUnusableBecause();
}

QFuture<SecretReply> KeychainSecretStore::read(const QString &key)
{
    return enqueue(Request::Read, key, {});
}

QFuture<SecretReply> KeychainSecretStore::write(const QString &key, const QByteArray &secret)
{
    if (secret.contains('\0') || !QString::fromUtf8(secret).isValidUtf16() ||
        QString::fromUtf8(secret).toUtf8() != secret) {
        return QtFuture::makeReadyFuture(
            reply(SecretState::Failed, tr("The keyring takes text only.")));
    }
    return enqueue(Request::Write, key, secret);
}

QFuture<SecretReply> KeychainSecretStore::remove(const QString &key)
{
    return enqueue(Request::Remove, key, {});
}

QFuture<SecretReply> KeychainSecretStore::enqueue(Request request, const QString &key,
                                                  const QByteArray &secret)
{
    if (const QString reason = unusableBecause(); !reason.isEmpty()) {
        qCInfo(keychainLog) << "the keychain cannot be used:" << reason;
        return QtFuture::makeReadyFuture(reply(SecretState::NoStore, reason));
    }
    auto task = std::make_shared<Task>();
    task->request = request;
    task->step = request == Request::Write ? Task::Step::Write : Task::Step::Read;
    task->key = key;
    task->secret = secret;
    task->promise.start();
    task->timer.setSingleShot(true);
    connect(&task->timer, &QTimer::timeout, this, [this, weak = std::weak_ptr<Task>(task)] {
        if (const TaskPtr alive = weak.lock()) {
            timeOut(alive);
        }
    });
    task->timer.start(m_timeout);
    const auto future = task->promise.future();
    m_waiting.append(task);
    startNext();
    return future;
}

void KeychainSecretStore::startNext()
{
    if (!m_current && !m_waiting.isEmpty()) {
        m_current = m_waiting.takeFirst();
        step(m_current);
    }
}

void KeychainSecretStore::step(const TaskPtr &task)
{
    // No parent: a job that is deleted while it runs crashes when its answer comes. Each deletes
    // itself once it has ended, however late, and whether or not this store still exists.
    switch (task->step) {
    case Task::Step::Read:
    case Task::Step::ReadBack:
        run(task, new QKeychain::ReadPasswordJob(serviceName()));
        break;
    case Task::Step::Write: {
        auto *job = new QKeychain::WritePasswordJob(serviceName());
        // Text only: a binary entry would stand beside the text entry, and the old one be read.
        job->setTextData(QString::fromUtf8(task->secret));
        run(task, job);
        break;
    }
    case Task::Step::Delete:
        run(task, new QKeychain::DeletePasswordJob(serviceName()));
        break;
    }
}

void KeychainSecretStore::run(const TaskPtr &task, QKeychain::Job *job)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(task->key);
    connect(job, &QKeychain::Job::finished, this,
            [this, task](QKeychain::Job *ended) { jobEnded(task, ended); });
    job->start();
}

void KeychainSecretStore::jobEnded(const TaskPtr &task, QKeychain::Job *job)
{
    const bool good = job->error() == QKeychain::NoError;
    auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(job);
    if (task->request == Request::Read && good) {
        end(task, {SecretState::Found, reading->textData().toUtf8(), {}});
        return;
    }
    if (task->request == Request::Write && good) {
        end(task, reply(SecretState::Done));
        return;
    }
    if (task->request == Request::Remove && good) {
        if (task->step == Task::Step::ReadBack) {
            end(task, reply(SecretState::Failed, tr("The keyring still has the entry.")));
            return;
        }
        task->step = task->step == Task::Step::Read ? Task::Step::Delete : Task::Step::ReadBack;
        step(task);
        return;
    }
    explain(task, job);
}

void KeychainSecretStore::explain(const TaskPtr &task, QKeychain::Job *job)
{
    const QKeychain::Error error = job->error();
    const QString text = job->errorString();
    qCInfo(keychainLog) << task->request << "ended with" << static_cast<int>(error) << text;
    askKeyringState(this, probeMilliseconds, [this, task, error, text](KeyringState state) {
        const bool missing = error == QKeychain::EntryNotFound;
        const bool removing = task->request == Request::Remove;
        if (state == KeyringState::Locked) {
            end(task, reply(SecretState::Locked,
                            removing ? tr("The keyring is locked. The entry is still in it.")
                                     : tr("The keyring is locked. Unlock it and try again.")));
        } else if (state == KeyringState::NoService) {
            end(task, reply(SecretState::NoStore, tr("There is no keyring service running.")));
        } else if (missing && (state == KeyringState::Unlocked ||
                               state == KeyringState::NoCollection
                               // A moment ago the store was open and had it, and then deleted it.
                               || (removing && task->step == Task::Step::ReadBack))) {
            end(task, reply(removing ? SecretState::Done : SecretState::NotFound));
        } else if (missing) {
            end(task,
                reply(
                    SecretState::NotFoundOrLocked,
                    tr("The keyring gave nothing out: it may be locked, or have no such entry.")));
        } else if (error == QKeychain::AccessDeniedByUser || error == QKeychain::AccessDenied) {
            end(task, reply(SecretState::Denied, tr("The keyring refused access: %1").arg(text)));
        } else if (error == QKeychain::NoBackendAvailable) {
            end(task, reply(SecretState::NoStore, tr("There is no keyring: %1").arg(text)));
        } else if (state == KeyringState::NoCollection) {
            end(task, reply(SecretState::NoStore, tr("The keyring service has no keyring yet.")));
        } else {
            end(task, reply(SecretState::Failed, tr("The keyring failed: %1").arg(text)));
        }
    });
}

void KeychainSecretStore::timeOut(const TaskPtr &task)
{
    if (task->reported) {
        return;
    }
    const bool started = task == m_current;
    qCWarning(keychainLog) << task->request << (started ? "was not answered" : "was not reached")
                           << "in time";
    task->reported = true;
    if (!started) {
        m_waiting.removeOne(task);
        wipe(task->secret);
    }
    const QString message =
        !started ? tr("The keyring is busy with an earlier request that it has not answered.")
        : task->request == Request::Read
            ? tr("The keyring has not answered. If it asks for a password, answer it; the console "
                 "takes the answer when it comes.")
            : tr("The keyring has not answered, so it is not known whether the change was made.");
    task->promise.addResult(reply(SecretState::TimedOut, message));
    task->promise.finish();
}

void KeychainSecretStore::end(const TaskPtr &task, const SecretReply &result)
{
    task->timer.stop();
    const QByteArray written = std::exchange(task->secret, {});
    if (m_current == task) {
        m_current.reset();
    }
    const QPointer<KeychainSecretStore> self(this);
    if (!task->reported) {
        task->reported = true;
        task->promise.addResult(result);
        task->promise.finish();
    } else {
        SecretReply late = result;
        if (task->request == Request::Write) {
            late.secret = written;
        }
        Q_EMIT lateReply(task->request, task->key, late);
    }
    // Whoever got the answer may have destroyed this store.
    if (self) {
        startNext();
    }
}

} // namespace svix
