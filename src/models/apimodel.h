// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/apisource.h"
#include "models/pagedmodel.h"

namespace svix {

/// A paged model whose pages come from a client: whom it asks, below which objects, and what every
/// page's call has in common. Made once, where the model is: SVIX_API_MODEL().
template <typename RowT, typename ItemT = RowT>
class ApiModel : public PagedModel<RowT, ItemT>
{
protected:
    using Answer = QFuture<Result<Page<ItemT>>>;
    using PagedModel<RowT, ItemT>::PagedModel;

    const ApiSource &source() const { return m_source; }

    /// Another client, or ids of other objects in the path: drops all rows; reload() is to follow.
    /// Without a client, or with an empty id, there is nothing to ask.
    void setSourcePath(ApiClient *client, const QStringList &ids)
    {
        if (!m_source.is(client, ids)) {
            replaceSource(client, ids, client && !ids.contains(QString()));
        }
    }
    /// The same where more than the ids says whether it is another list, and whether it is one.
    void replaceSource(ApiClient *client, const QStringList &ids, bool usable)
    {
        forgetRows();
        this->clear();
        m_source.set(client, ids);
        using Ask = typename PagedModel<RowT, ItemT>::Fetch;
        this->setFetch(usable ? Ask([this](const PageRequest &request) {
            return m_source.client() ? fetchPage(request) : noClient<Page<ItemT>>();
        })
                              : Ask());
    }

    /// What was found out about rows beyond their pages.
    virtual void forgetRows() {}
    /// Asks source().client(), which is there.
    virtual Answer fetchPage(const PageRequest &request) = 0;

    template <typename Query>
    static Query queryOf(const PageRequest &request)
    {
        Query query;
        query.limit = request.limit;
        query.iterator = request.iterator;
        return query;
    }

private:
    ApiSource m_source;
};

} // namespace svix

/// In the source of a model: makes the templates for its types, which elsewhere every file that
/// sees the model would make anew, with SVIX_API_MODEL_ELSEWHERE() in its header.
#define SVIX_API_MODEL(...)                                                                        \
    template class PagedModel<__VA_ARGS__>;                                                        \
    template class ApiModel<__VA_ARGS__>;
#define SVIX_API_MODEL_ELSEWHERE(...)                                                              \
    extern template class PagedModel<__VA_ARGS__>;                                                 \
    extern template class ApiModel<__VA_ARGS__>;
