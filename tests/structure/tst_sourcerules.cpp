// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rules of the source that a pattern can see (CONTRIBUTING says why each is one).
#include "structure/sourcetree.h"
#include "support/testmain.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using svix::test::SourceFile;

namespace {

/// A pattern that must not occur in the code of src, and what to do in its place.
struct Rule
{
    QRegularExpression pattern;
    QString advice;
    bool inMainToo = true;
};

QRegularExpression re(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::MultilineOption);
}

const QList<Rule> &rules()
{
    static const QList<Rule> list{
        // A query of SQL has no event loop.
        {re(u"(?<!\\bquery)(?:\\.|->|::)exec\\s*\\("_s),
         u"no nested event loop: open() or popup()"_s, false},
        {re(u"\\bQEventLoop\\b(?!Locker)"_s), u"no nested event loop"_s},
        {re(u"\\bprocessEvents\\s*\\("_s), u"no nested event loop"_s},
        {re(u"\\b(?:SIGNAL|SLOT)\\s*\\("_s), u"connect by pointer to member"_s},
        {re(u"\\bon_[A-Za-z]\\w*_[a-z]\\w*\\s*\\("_s), u"no slots connected by their name"_s},
        {re(u"\\bconnect\\s*\\(\\s*[^,;]+,\\s*&[\\w:]+\\s*,\\s*\\["_s),
         u"a connection has a context object"_s},
        // A pure mapping of values needs none; what touches an object does.
        {re(u"(?:\\.|->)then\\s*\\(\\s*\\[[^\\]]*(?:\\bthis\\b|&)"_s),
         u"a continuation has a context object"_s},
        {re(u"\\bsetStyleSheet\\s*\\("_s), u"no style sheets: palette and style"_s},
        {re(u"(?<!QCoreApplication::)(?<!Dispatcher::)\\binstance\\s*\\(\\s*\\)"_s),
         u"no singletons: pass a reference"_s},
        {re(u"\\bclass\\s+(?!Q)\\w*(?:Manager|Helper)\\b"_s), u"a name that says what it does"_s},
        {re(u"^(?:signals|(?:public|protected|private)\\s+slots)\\s*:|\\bemit\\s+\\w+\\("_s),
         u"Q_SIGNALS, Q_SLOTS, Q_EMIT"_s},
        {re(u"\\bsetInsecureFallback\\((?!false)|\\bignoreSslErrors\\b"_s),
         u"no secret in clear, no TLS error ignored"_s},
        {re(u"\\bstd::cout\\b|\\bprintf\\s*\\("_s), u"a logging category, or QTextStream in main"_s,
         false},
        {re(u"^using namespace (?!Qt::StringLiterals|std::chrono_literals|Qt::Literals)"_s),
         u"no using namespace but for literals"_s},
    };
    return list;
}

bool wantsLicence(const SourceFile &file)
{
    static const QStringList suffixes{u"h"_s, u"cpp"_s, u"cmake"_s, u"sh"_s, u"py"_s, u"1"_s};
    return suffixes.contains(file.suffix()) || file.path.endsWith("CMakeLists.txt"_L1) ||
           file.path.startsWith(".ci/"_L1);
}

QStringList violationsOf(const SourceFile &file)
{
    QStringList found;
    const QString head = file.text.left(400);
    if (wantsLicence(file) &&
        !(head.contains("SPDX-FileCopyrightText: Svix Console contributors"_L1) &&
          head.contains("SPDX-License-Identifier: GPL-3.0-or-later"_L1))) {
        found.append(file.path + u": no SPDX lines at the top"_s);
    }
    // A path of one machine; /usr, /etc, /tmp and /proc mean the same everywhere.
    static const QRegularExpression machine =
        re(u"(?<![\\w.:/$}])/(?:work|home|root|Users|mnt|opt|workspace)/[A-Za-z0-9_.-]+"_s);
    for (auto it = machine.globalMatch(file.text); it.hasNext();) {
        const auto match = it.next();
        found.append(svix::test::place(file, match.capturedStart()) +
                     u": a path of one machine: "_s + match.captured());
    }
    if (!file.isCode()) {
        return found;
    }
    if (file.isHeader() && file.text.count(u"\n#pragma once\n"_s) != 1) {
        found.append(file.path + u": no #pragma once"_s);
    }
    const qsizetype lines = file.text.count(u'\n');
    const qsizetype most = file.path.startsWith("src/"_L1) ? 400 : 600;
    if (lines > most) {
        found.append(file.path + u": %1 lines, %2 at most"_s.arg(lines).arg(most));
    }
    if (file.path.startsWith("src/"_L1)) {
        const QString code = svix::test::withoutComments(file.text);
        const bool isMain = file.path.endsWith("/main.cpp"_L1);
        for (const Rule &rule : rules()) {
            if (isMain && !rule.inMainToo) {
                continue;
            }
            for (auto it = rule.pattern.globalMatch(code); it.hasNext();) {
                const auto match = it.next();
                found.append(svix::test::place({file.path, code}, match.capturedStart()) + u": "_s +
                             rule.advice + u": "_s + match.captured().simplified());
            }
        }
    }
    return found;
}

} // namespace

class TestSourceRules : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void catches_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("body");
        QTest::addColumn<bool>("fine");
        const auto row = [](const char *name, const QString &body, bool fine = false,
                            const QString &path = u"src/core/a.cpp"_s) {
            QTest::newRow(name) << path << body << fine;
        };
        row("nothing", u"int x = 1;\n"_s, true);
        row("dialog exec", u"dialog.exec();\n"_s);
        row("dialog exec, pointer", u"m_dialog->exec();\n"_s);
        row("static exec", u"QMenu::exec(list, pos);\n"_s);
        row("SQL", u"query.exec(text);\nquery->exec();\n"_s, true);
        row("exec of no query", u"subquery.exec();\n"_s);
        row("exec in a comment", u"// never dialog.exec()\n"_s, true);
        row("exec in main", u"return app.exec();\n"_s, true, u"src/main.cpp"_s);
        row("event loop", u"QEventLoop loop;\n"_s);
        row("process events", u"qApp->processEvents();\n"_s);
        row("string connect", u"connect(a, SIGNAL(x()), b, SLOT(y()));\n"_s);
        row("slot by name", u"void on_button_clicked();\n"_s);
        row("no context", u"connect(button, &QPushButton::clicked, [this] { f(); });\n"_s);
        row("no context, two lines",
            u"connect(button,\n    &QPushButton::clicked,\n    [] {});\n"_s);
        row("context", u"connect(button, &QPushButton::clicked, this, [this] { f(); });\n"_s, true);
        row("continuation", u"future.then([this](int) { f(); });\n"_s);
        row("continuation by reference", u"future.then([&](int) {});\n"_s);
        row("mapping", u"return future.then([](int n) { return n + 1; });\n"_s, true);
        row("continuation with context", u"future.then(this, [](int) {});\n"_s, true);
        row("style sheet", u"widget->setStyleSheet(text);\n"_s);
        row("singleton", u"static Session &instance();\n"_s);
        row("singleton used", u"Session::instance().go();\n"_s);
        row("the application", u"QCoreApplication::instance()->quit();\n"_s, true);
        row("manager", u"class SessionManager\n{\n};\n"_s);
        row("Qt's manager", u"class QNetworkAccessManager;\n"_s, true);
        row("keyword", u"    emit changed();\n"_s);
        row("ignored TLS", u"reply->ignoreSslErrors();\n"_s);
        row("stdout", u"std::cout << 1;\n"_s);
        row("namespace", u"using namespace std;\n"_s);
        row("literals", u"using namespace Qt::StringLiterals;\n"_s, true);
        row("URL is no comment", u"auto u = u\"http://a\"_s; dialog.exec();\n"_s);
        row("long", u"int x;\n"_s.repeated(401));
        row("not long", u"int x;\n"_s.repeated(390), true);
        // Put together here, or this file would be found itself.
        row("machine path", u"auto p = u\"/ho"_s + u"me/someone/x\"_s;\n"_s);
        row("machine path in a script", u"cd /wo"_s + u"rk/x\n"_s, false, u"packaging/x.sh"_s);
        row("system path", u"auto p = u\"/usr/share/x\"_s;\n"_s, true);
        row("API path", u"auto p = u\"https://a.example/work/x\"_s;\n"_s, true);
        row("header", u"#pragma once\nint x();\n"_s, true, u"src/core/a.h"_s);
        row("header without pragma", u"int x();\n"_s, false, u"src/core/a.h"_s);
    }

    void catches()
    {
        QFETCH(QString, path);
        QFETCH(QString, body);
        QFETCH(bool, fine);
        const QString licence = u"// SPDX-FileCopyrightText: Svix Console contributors\n"
                                "// SPDX-License-Identifier: GPL-3.0-or-later\n"_s;
        const QStringList found = violationsOf({path, licence + body});
        QVERIFY2(found.isEmpty() == fine, qPrintable(found.join(u'\n')));
        QVERIFY2(violationsOf({path, body}).filter(u"SPDX"_s).size() == 1, "licence not missed");
    }

    void tree_data()
    {
        QTest::addColumn<QStringList>("folders");
        for (const QString &folder : {u"src"_s, u"tests"_s, u"ui"_s, u"cmake"_s, u"packaging"_s,
                                      u"translations"_s, u"resources"_s, u".ci"_s}) {
            QTest::newRow(qPrintable(folder)) << QStringList{folder};
        }
    }

    void tree()
    {
        QFETCH(QStringList, folders);
        const auto files = svix::test::readTree(QStringLiteral(SVIX_SOURCE_DIR), folders);
        QVERIFY2(!files.isEmpty(), "nothing read");
        QStringList found;
        for (const SourceFile &file : files) {
            found += violationsOf(file);
        }
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void topLevel()
    {
        int count = 0;
        for (const char *name : {"CMakeLists.txt", "CMakePresets.json", "README.md", "CHANGELOG.md",
                                 "CONTRIBUTING.md", "SECURITY.md"}) {
            QFile file(QStringLiteral(SVIX_SOURCE_DIR "/") + QLatin1String(name));
            QVERIFY2(file.open(QIODevice::ReadOnly), name);
            const QStringList found =
                violationsOf({QLatin1String(name), QString::fromUtf8(file.readAll())});
            QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
            ++count;
        }
        QCOMPARE(count, 6);
    }
};

SVIX_TEST_MAIN(TestSourceRules)
#include "tst_sourcerules.moc"
