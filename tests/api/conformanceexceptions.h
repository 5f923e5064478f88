// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QSet>
#include <QStringList>

namespace svix::conformance {

using namespace Qt::StringLiterals;

/// A difference between our structs and a published document, and why it is right as it is.
using Exceptions = QMap<QString, const char *>;

constexpr char hiddenVersion[] = "svix-server still takes and answers it, but hides it";

inline const Exceptions operations{
    {u"1.4 backgroundTasks.getBackgroundTask is ours alone"_s, "stands in a later 1.4 document"},
    {u"1.4 backgroundTasks.listBackgroundTasks is ours alone"_s, "stands in a later 1.4 document"},
    {u"1.4 endpoint.sendExample is there"_s, "not one of the 52, though the document has it"},
    {u"1.4 endpoint.simulateTransformation is there"_s,
     "not one of the 52, though the document has it"},
    {u"oss authentication.logout is there"_s, "svix-server answers it 501, always"},
    {u"oss openapi.document is ours alone"_s, "no document lists itself"},
};

inline const Exceptions fields{
    {u"1.4 DestinationOut.metadata is theirs alone"_s,
     "only that document has it; svix-server has never answered it since"},
    {u"oss DestinationOut.version is ours alone"_s, hiddenVersion},
    {u"oss EndpointIn.version is ours alone"_s, hiddenVersion},
    {u"oss EndpointOut.version is ours alone"_s, hiddenVersion},
    {u"oss EndpointPatch.version is ours alone"_s, hiddenVersion},
    {u"oss EndpointUpdate.version is ours alone"_s, hiddenVersion},
    {u"oss MessageIn.transformationsParams is ours alone"_s, "svix-server takes it, but hides it"},
};

inline QStringList unexplained(const QSet<QString> &differences, const Exceptions &exceptions)
{
    QStringList left;
    for (const QString &difference : differences) {
        if (!exceptions.contains(difference)) {
            left.append(difference);
        }
    }
    left.sort();
    return left;
}

/// An exception that no longer applies is a trap for the next reader.
inline QStringList unused(const QSet<QString> &differences, const Exceptions &exceptions)
{
    QStringList left;
    for (auto it = exceptions.begin(); it != exceptions.end(); ++it) {
        if (!differences.contains(it.key())) {
            left.append(it.key());
        }
    }
    return left;
}

} // namespace svix::conformance
