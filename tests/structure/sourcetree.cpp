// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "structure/sourcetree.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace svix::test {

QList<SourceFile> readTree(const QString &top, const QStringList &folders)
{
    QList<SourceFile> files;
    for (const QString &folder : folders) {
        QDirIterator it(top + u'/' + folder, QDir::Files | QDir::Hidden,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly)) {
                files.append(
                    {file.fileName().mid(top.size() + 1), QString::fromUtf8(file.readAll())});
            }
        }
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile &a, const SourceFile &b) { return a.path < b.path; });
    return files;
}

QString withoutComments(const QString &code)
{
    static const QRegularExpression token(
        QStringLiteral("\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'"
                       "|//[^\\n]*|/\\*[\\s\\S]*?\\*/"));
    QString out;
    qsizetype end = 0;
    for (auto it = token.globalMatch(code); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(code).mid(end, match.capturedStart() - end);
        const QString found = match.captured();
        out += found.startsWith(u'/') ? QString(found.count(u'\n'), u'\n') : found;
        end = match.capturedEnd();
    }
    out += QStringView(code).mid(end);
    return out;
}

QString place(const SourceFile &file, qsizetype offset)
{
    const qsizetype line = QStringView(file.text).left(offset).count(u'\n') + 1;
    return file.path + u':' + QString::number(line);
}

} // namespace svix::test
