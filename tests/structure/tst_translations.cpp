// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every text that lupdate finds is in the compiled translations that the program carries, with the
// same places for values; plural texts are marked, so that English never shows a raw "message(s)".
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Message
{
    QString context;
    QString source;
    QString comment;
    bool plural = false;
    QStringList forms;
};

QList<Message> readTs(QIODevice *device)
{
    QList<Message> messages;
    QXmlStreamReader xml(device);
    QString context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == "message"_L1) {
            messages.append({context, {}, {}, xml.attributes().hasAttribute("numerus"_L1), {}});
        } else if (xml.isStartElement() && xml.name() == "source"_L1) {
            messages.last().source = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == "comment"_L1) {
            messages.last().comment = xml.readElementText();
        } else if (xml.isStartElement() &&
                   (xml.name() == "numerusform"_L1 ||
                    (xml.name() == "translation"_L1 && !messages.last().plural))) {
            messages.last().forms.append(xml.readElementText());
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QList<Message> readBuilt(const QString &name)
{
    QFile file(QStringLiteral(SVIX_BINARY_DIR "/translations/") + name);
    return file.open(QIODevice::ReadOnly) ? readTs(&file) : QList<Message>();
}

/// The places for values of a text, sorted: a translation may move them, not drop or add one.
QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%L?(?:\\d{1,2}|n)|</?[a-z]+>"_s);
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        found.append(it.next().captured());
    }
    std::sort(found.begin(), found.end());
    return found;
}

int mnemonics(const QString &text)
{
    return int(QString(text).remove(u"&&"_s).count(QRegularExpression(u"&(?=\\w)"_s)));
}

/// What is wrong with a translated message; empty when nothing is.
QString complaint(const Message &message)
{
    for (const QString &form : message.forms) {
        if (placeholders(form) != placeholders(message.source)) {
            return u"other placeholders: "_s + message.source + u" -> "_s + form;
        }
        if (mnemonics(form) != mnemonics(message.source)) {
            return u"other mnemonics: "_s + message.source + u" -> "_s + form;
        }
    }
    return message.forms.isEmpty() ? u"not translated: "_s + message.source : QString();
}

QString translated(const QTranslator &translator, const Message &message, int n)
{
    return translator.translate(message.context.toUtf8().constData(),
                                message.source.toUtf8().constData(),
                                message.comment.toUtf8().constData(), n);
}

} // namespace

class TestTranslations : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void complains()
    {
        QVERIFY(complaint({{}, u"a %1"_s, {}, false, {u"b %1"_s}}).isEmpty());
        QVERIFY(complaint({{}, u"%1 of %2"_s, {}, false, {u"%2/%1"_s}}).isEmpty());
        QVERIFY(!complaint({{}, u"a %1"_s, {}, false, {u"b"_s}}).isEmpty());
        QVERIFY(!complaint({{}, u"a"_s, {}, false, {u"b %1"_s}}).isEmpty());
        QVERIFY(!complaint({{}, u"%n x"_s, {}, true, {u"%n x"_s, u"x"_s}}).isEmpty());
        QVERIFY(!complaint({{}, u"&Send"_s, {}, false, {u"Send"_s}}).isEmpty());
        QVERIFY(complaint({{}, u"A && B"_s, {}, false, {u"B && A"_s}}).isEmpty());
        QVERIFY(!complaint({{}, u"a"_s, {}, false, {}}).isEmpty());
    }

    void pseudoMarksEveryText()
    {
        const QList<Message> texts = readBuilt(u"template.ts"_s);
        QVERIFY2(!texts.isEmpty(), "lupdate found no text");
        QTranslator translator;
        QVERIFY(translator.load(u":/i18n/svix-console_qps.qm"_s));
        for (const Message &message : texts) {
            if (message.source.trimmed().isEmpty()) {
                continue;
            }
            for (const int n : message.plural ? QList<int>{1, 2} : QList<int>{-1}) {
                const QString text = translated(translator, message, n);
                QVERIFY2(text.startsWith(u'[') && text.endsWith(u']'), qPrintable(message.source));
                const qsizetype least = n < 0 ? message.source.size() * 13 / 10 : 2;
                QVERIFY2(text.size() >= least || placeholders(message.source).size() > 0 ||
                             message.source.contains(u"://"_s),
                         qPrintable(message.source + u" -> "_s + text));
            }
        }
    }

    void placeholdersStay_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("en") << u"svix-console_en.ts"_s;
        QTest::newRow("qps") << u"svix-console_qps.ts"_s;
        const QDir people(QStringLiteral(SVIX_SOURCE_DIR "/translations"));
        for (const QString &name : people.entryList({u"*.ts"_s})) {
            QTest::newRow(qPrintable(name)) << people.filePath(name);
        }
    }

    void placeholdersStay()
    {
        QFETCH(QString, name);
        for (const Message &message : readBuilt(name)) {
            const QString wrong = complaint(message);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }

    void englishPlurals()
    {
        static const QRegularExpression mark(u"\\((?:s|es|[\\w']*\\|[\\w']+)\\)"_s);
        QTranslator translator;
        QVERIFY(translator.load(u":/i18n/svix-console_en.qm"_s));
        int plurals = 0;
        for (const Message &message : readBuilt(u"template.ts"_s)) {
            if (!message.plural) {
                QVERIFY2(!mark.match(message.source).hasMatch(), qPrintable(message.source));
                continue;
            }
            ++plurals;
            QVERIFY2(mark.match(message.source).hasMatch(),
                     qPrintable(u"mark the plural, as in message(s): "_s + message.source));
            const QString one = translated(translator, message, 1);
            const QString many = translated(translator, message, 2);
            QVERIFY2(!mark.match(one).hasMatch() && !mark.match(many).hasMatch(), qPrintable(one));
            QVERIFY2(one != many, qPrintable(one));
            QCOMPARE(translated(translator, message, 0), many);
        }
        QVERIFY2(plurals > 0, "no plural text was found, so none was checked");
    }
};

SVIX_TEST_MAIN(TestTranslations)
#include "tst_translations.moc"
