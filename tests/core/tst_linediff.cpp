// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/linediff.h"
#include "support/testmain.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

/// One letter a line; the answer as "=a -b +c".
QString diff(const QString &before, const QString &after)
{
    QStringList parts;
    for (const DiffLine &line : lineDiff(before.split(QString(), Qt::SkipEmptyParts),
                                         after.split(QString(), Qt::SkipEmptyParts))) {
        const QString mark = line.kind == DiffLine::Kind::Same      ? u"="_s
                             : line.kind == DiffLine::Kind::Removed ? u"-"_s
                                                                    : u"+"_s;
        parts += mark + line.text;
    }
    return parts.join(u' ');
}

/// One of the two texts again.
QStringList side(const QList<DiffLine> &lines, DiffLine::Kind kind)
{
    QStringList result;
    for (const DiffLine &line : lines) {
        if (line.kind == DiffLine::Kind::Same || line.kind == kind) {
            result += line.text;
        }
    }
    return result;
}

} // namespace

class LineDiffTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void says_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << u""_s << u""_s << u""_s;
        QTest::newRow("same") << u"abc"_s << u"abc"_s << u"=a =b =c"_s;
        QTest::newRow("all new") << u""_s << u"ab"_s << u"+a +b"_s;
        QTest::newRow("all gone") << u"ab"_s << u""_s << u"-a -b"_s;
        QTest::newRow("one replaced") << u"abc"_s << u"axc"_s << u"=a -b +x =c"_s;
        QTest::newRow("put in") << u"ac"_s << u"abc"_s << u"=a +b =c"_s;
        QTest::newRow("repeated") << u"aa"_s << u"aaa"_s << u"=a =a +a"_s;
        QTest::newRow("moved") << u"abcd"_s << u"acdb"_s << u"=a -b =c =d +b"_s;
        QTest::newRow("two places") << u"abcde"_s << u"xbcdy"_s << u"-a +x =b =c =d -e +y"_s;
    }

    void says()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(diff(before, after), "expected");
    }

    /// Whatever it says, both texts can be read off it.
    void losesNothing()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QStringList before;
            QStringList after;
            for (int i = random.bounded(12); i > 0; --i) {
                before += QString(QChar(u'a' + random.bounded(4)));
            }
            for (int i = random.bounded(12); i > 0; --i) {
                after += QString(QChar(u'a' + random.bounded(4)));
            }
            const auto lines = lineDiff(before, after);
            QCOMPARE(side(lines, DiffLine::Kind::Removed), before);
            QCOMPARE(side(lines, DiffLine::Kind::Added), after);
        }
    }

    /// Not looked through, but not wrong either.
    void survivesHugeTexts()
    {
        QStringList before{u"same"_s};
        QStringList after{u"same"_s};
        for (int i = 0; i < 60000; ++i) {
            before += u"a%1"_s.arg(i);
            after += u"b%1"_s.arg(i);
        }
        const auto lines = lineDiff(before, after);
        QCOMPARE(lines.size(), 120001);
        QCOMPARE(lines.first(), (DiffLine{DiffLine::Kind::Same, u"same"_s}));
        QCOMPARE(side(lines, DiffLine::Kind::Added), after);
    }
};

SVIX_TEST_MAIN(LineDiffTest)
#include "tst_linediff.moc"
