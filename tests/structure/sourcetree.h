// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace svix::test {

/// One text file of the tree: its path from the top of the tree and what is in it.
struct SourceFile
{
    QString path;
    QString text;

    QString suffix() const { return path.section(u'.', -1); }
    bool isHeader() const { return path.endsWith(QLatin1String(".h")); }
    bool isCode() const { return isHeader() || path.endsWith(QLatin1String(".cpp")); }
};

/// All files below the folders (paths from the top of the tree), sorted by path.
QList<SourceFile> readTree(const QString &top, const QStringList &folders);

/// C++ with its comments blanked and its lines kept, so that a rule does not trip over a sentence
/// about it. Texts in quotes stay: the "//" of a URL in one is not a comment.
QString withoutComments(const QString &code);

/// "path:line" of a position in a file.
QString place(const SourceFile &file, qsizetype offset);

} // namespace svix::test
