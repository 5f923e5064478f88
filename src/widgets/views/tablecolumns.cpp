// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/tablecolumns.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <numeric>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int stateVersion = 1;
constexpr double narrowest = 1;
constexpr double widest = 300;

} // namespace

QByteArray writeColumnsState(const ColumnsState &state)
{
    QJsonArray columns;
    for (const ColumnsState::Column &column : state.columns) {
        QJsonObject object{{u"id"_s, column.id}, {u"width"_s, column.width}};
        if (column.hidden) {
            object.insert(u"hidden"_s, true);
        }
        columns.append(object);
    }
    QJsonObject root{{u"version"_s, stateVersion}, {u"columns"_s, columns}};
    if (!state.sortColumn.isEmpty()) {
        root.insert(u"sort"_s, state.sortColumn);
        root.insert(u"descending"_s, state.sortDescending);
    }
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

std::optional<ColumnsState> readColumnsState(const QByteArray &bytes)
{
    const QJsonObject root = QJsonDocument::fromJson(bytes).object();
    if (root.value("version"_L1).toInt() != stateVersion || !root.value("columns"_L1).isArray()) {
        return std::nullopt;
    }
    ColumnsState state;
    const QJsonArray columns = root.value("columns"_L1).toArray();
    for (const QJsonValue &value : columns) {
        const QJsonObject object = value.toObject();
        const QString id = object.value("id"_L1).toString();
        const auto same = [&id](const ColumnsState::Column &column) { return column.id == id; };
        if (id.isEmpty() || std::any_of(state.columns.cbegin(), state.columns.cend(), same)) {
            continue;
        }
        state.columns.append({id,
                              std::clamp(object.value("width"_L1).toDouble(), narrowest, widest),
                              object.value("hidden"_L1).toBool()});
    }
    if (state.columns.isEmpty()) {
        return std::nullopt;
    }
    state.sortColumn = root.value("sort"_L1).toString();
    state.sortDescending = root.value("descending"_L1).toBool();
    return state;
}

QList<int> fitColumns(const QList<int> &preferred, const QList<int> &minimum, int stretch,
                      int available)
{
    QList<int> widths = preferred;
    int total = std::accumulate(widths.cbegin(), widths.cend(), 0);
    if (stretch >= 0 && stretch < widths.size()) {
        const int others = total - widths[stretch];
        widths[stretch] = std::max(minimum[stretch], available - others);
        total = others + widths[stretch];
    }
    const int lack = total - available;
    if (lack <= 0) {
        return widths;
    }
    int slack = 0;
    for (qsizetype i = 0; i < widths.size(); ++i) {
        slack += std::max(0, widths[i] - minimum[i]);
    }
    if (slack == 0) {
        return widths;
    }
    const double share = std::min(1.0, double(lack) / slack);
    int given = 0;
    for (qsizetype i = 0; i < widths.size(); ++i) {
        const int gives = int(std::max(0, widths[i] - minimum[i]) * share);
        widths[i] -= gives;
        given += gives;
    }
    // Rounding down leaves a few pixels: a scroll bar for two pixels would be silly.
    for (qsizetype i = 0; i < widths.size() && given < std::min(lack, slack); ++i) {
        if (widths[i] > minimum[i]) {
            --widths[i];
            ++given;
        }
    }
    return widths;
}

} // namespace svix
