// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fault/requestname.h"

#include "api/operations.h"

namespace svix::sandbox {

namespace {

struct Pattern
{
    const Operation *operation;
    QByteArrayList segments; ///< an argument is as in the table, "{app_id}"
};

bool isArgument(const QByteArray &segment)
{
    return segment.startsWith('{');
}

QByteArrayList segmentsOf(QByteArrayView path)
{
    QByteArrayList segments = path.toByteArray().split('/');
    segments.removeAll(QByteArray());
    return segments;
}

// Those with fewer arguments first: .../event-type/import/openapi is no event type.
std::vector<Pattern> makePatterns()
{
    std::vector<Pattern> patterns;
    for (const Operation *operation : allOperations) {
        patterns.push_back({operation, segmentsOf(operation->path)});
    }
    std::stable_sort(patterns.begin(), patterns.end(), [](const Pattern &a, const Pattern &b) {
        return a.operation->pathArguments() < b.operation->pathArguments();
    });
    return patterns;
}

bool fits(const QByteArrayList &pattern, const QByteArrayList &segments)
{
    return pattern.size() == segments.size() &&
           std::equal(pattern.cbegin(), pattern.cend(), segments.cbegin(),
                      [](const QByteArray &wanted, const QByteArray &segment) {
                          return isArgument(wanted) || wanted == segment;
                      });
}

} // namespace

RequestName RequestName::of(const HttpRequest &request)
{
    static const std::vector<Pattern> patterns = makePatterns();
    const QByteArrayList segments = segmentsOf(request.path());
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    for (const Pattern &pattern : patterns) {
        if (verbText(pattern.operation->verb) != method || !fits(pattern.segments, segments)) {
            continue;
        }
        const qsizetype at = pattern.segments.indexOf("{app_id}");
        return {pattern.operation,
                at < 0 ? QString()
                       : QString::fromUtf8(QByteArray::fromPercentEncoding(segments[at]))};
    }
    return {};
}

} // namespace svix::sandbox
