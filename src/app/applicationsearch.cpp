// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/applicationsearch.h"

#include "api/apiclient.h"
#include "core/ids.h"
#include "models/wordfilter.h"

#include <QRegularExpression>

namespace svix {

namespace {

constexpr int mostPages = 4000; // a million applications

bool canBeUid(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9\\-_.]{1,256}\\z"));
    return isSafePathId(text) && pattern.match(text).hasMatch();
}

} // namespace

ApplicationSearch::ApplicationSearch(QObject *parent)
    : QObject(parent)
{
}

ApplicationSearch::~ApplicationSearch() = default;

void ApplicationSearch::start(ApiClient *client, const QString &text)
{
    cancel();
    m_client = client;
    m_text = text.trimmed();
    m_direct.clear();
    m_checked = 0;
    m_pages = 0;
    if (!client || m_text.isEmpty()) {
        Q_EMIT finished(true, {});
        return;
    }
    m_cancel = new CancelSource(this);
    if (canBeUid(m_text)) {
        askDirectly();
    } else {
        askPage({});
    }
}

void ApplicationSearch::cancel()
{
    if (m_cancel) {
        end(false, {});
    }
}

void ApplicationSearch::end(bool complete, const Error &error)
{
    ++m_generation;
    CancelSource *cancel = std::exchange(m_cancel, nullptr);
    cancel->deleteLater();
    cancel->cancel();
    Q_EMIT finished(complete, error);
}

void ApplicationSearch::askDirectly()
{
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel;
    m_client->get<op::getApplication>(options, m_text)
        .then(this, [this, asked = m_generation](const Result<ApplicationOut> &result) {
            if (asked != m_generation) {
                return;
            }
            if (result.ok()) {
                m_direct = result->id;
                Q_EMIT found(*result);
                if (kindOfId(m_text) == IdKind::Application) {
                    end(true, {});
                    return;
                }
            } else if (result.error().kind != ErrorKind::NotFound &&
                       result.error().kind != ErrorKind::Validation) {
                end(false, result.error());
                return;
            }
            askPage({});
        });
}

void ApplicationSearch::askPage(const std::optional<QString> &iterator)
{
    if (!m_client) {
        end(false, makeError(ErrorKind::Canceled, QString()));
        return;
    }
    ListApplicationsQuery query;
    query.limit = 250;
    query.iterator = iterator;
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel;
    options.priority = Priority::Bulk;
    m_client->get<op::listApplications>(options, query)
        .then(this,
              [this, iterator, asked = m_generation](const Result<Page<ApplicationOut>> &result) {
                  if (asked != m_generation) {
                      return;
                  }
                  if (!result.ok()) {
                      end(false, result.error());
                      return;
                  }
                  const WordFilter filter(m_text);
                  for (const ApplicationOut &application : result->data) {
                      const QString uid = application.uid.value_or(QString());
                      const QStringView texts[] = {application.name, uid, application.id};
                      if (application.id != m_direct && filter.matches(texts)) {
                          Q_EMIT found(application);
                          if (asked != m_generation) {
                              return; // canceled by who heard it
                          }
                      }
                  }
                  m_checked += static_cast<int>(result->data.size());
                  Q_EMIT progress(m_checked);
                  if (asked != m_generation) {
                      return;
                  }
                  if (result->done) {
                      end(true, {});
                  } else if (!result->iterator || result->iterator == iterator ||
                             result->data.isEmpty() || ++m_pages >= mostPages) {
                      end(false, makeError(ErrorKind::BadAnswer,
                                           tr("The server's list of applications does not end.")));
                  } else {
                      askPage(result->iterator);
                  }
              });
}

} // namespace svix
