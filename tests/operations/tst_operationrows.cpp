// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace svix;

/// No operation is without a row, and no row is about something else.
class OperationRowsTest : public test::TestObject
{
    Q_OBJECT
private:
    static QHash<QString, QString> rows()
    {
        QHash<QString, QString> found;
        const QDir folder(QStringLiteral(SVIX_SOURCE_DIR "/tests/operations"));
        const QRegularExpression row(uR"x(\{"(\w+)",\s*\w+\})x"_s);
        for (const QString &name : folder.entryList({u"ops_*.cpp"_s}, QDir::Files)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) {
                continue;
            }
            auto match = row.globalMatch(QString::fromUtf8(file.readAll()));
            while (match.hasNext()) {
                found.insert(match.next().captured(1), name);
            }
        }
        return found;
    }

private Q_SLOTS:
    void everyOperationHasARow()
    {
        const QHash<QString, QString> found = rows();
        QStringList missing;
        QSet<QString> known;
        for (const Operation *operation : allOperations) {
            const QString id = QString::fromLatin1(operation->id);
            known.insert(id);
            if (!found.contains(id)) {
                missing.append(id);
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
        for (auto it = found.cbegin(); it != found.cend(); ++it) {
            QVERIFY2(known.contains(it.key()), qPrintable(it.key() + u" in "_s + it.value()));
        }
    }
};

SVIX_TEST_MAIN(OperationRowsTest)
#include "tst_operationrows.moc"
