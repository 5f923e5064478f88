// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The walls between the layers, read from the #include lines and from what the CMake files link.
#include "structure/sourcetree.h"
#include "support/testmain.h"

#include <QDirIterator>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using svix::test::SourceFile;

namespace {

/// What each layer may include, itself apart. A folder that is not listed here may not exist.
const QMap<QString, QStringList> &allowed()
{
    static const QMap<QString, QStringList> map{
        {u"core"_s, {}},
        // A program of its own that a script is run in: it must not hold anything else.
        {u"script"_s, {}},
        {u"api"_s, {u"core"_s}},
        {u"sandbox"_s, {u"api"_s, u"core"_s}},
        {u"models"_s, {u"api"_s, u"core"_s}},
        {u"app"_s, {u"models"_s, u"api"_s, u"core"_s}},
        {u"widgets"_s, {u"app"_s, u"models"_s, u"api"_s, u"core"_s}},
        // A dialog takes a struct and gives a struct back.
        {u"dialogs"_s, {u"widgets"_s, u"app"_s, u"models"_s, u"api"_s, u"core"_s}},
        {u"panes"_s, {u"dialogs"_s, u"widgets"_s, u"app"_s, u"models"_s, u"api"_s, u"core"_s}},
        {u"mainwindow"_s,
         {u"panes"_s, u"dialogs"_s, u"widgets"_s, u"app"_s, u"models"_s, u"api"_s, u"core"_s}},
    };
    return map;
}

const QSet<QString> layersWithWidgets{u"widgets"_s, u"dialogs"_s, u"panes"_s, u"mainwindow"_s};
const QSet<QString> layersWithRequests{u"core"_s, u"api"_s, u"sandbox"_s};

/// Path of the header that defines ApiClient, which costs seconds wherever it is included.
QString clientHeader(const QList<SourceFile> &files)
{
    static const QRegularExpression definition(u"^class ApiClient\\b[^;]*$"_s,
                                               QRegularExpression::MultilineOption);
    for (const SourceFile &file : files) {
        if (file.isHeader() && definition.match(file.text).hasMatch()) {
            return file.path;
        }
    }
    return {};
}

class LayerCheck
{
public:
    LayerCheck(const QList<SourceFile> &files, QSet<QString> widgetHeaders)
        : m_widgetHeaders(std::move(widgetHeaders))
        , m_client(clientHeader(files))
    {
        for (const SourceFile &file : files) {
            m_paths.insert(file.path);
        }
        for (const SourceFile &file : files) {
            if (file.isCode()) {
                checkCode(file);
            } else if (file.path.endsWith("CMakeLists.txt"_L1)) {
                checkLinks(file);
            }
        }
    }

    QStringList violations() const { return m_violations; }

private:
    static QString layerOf(const QString &path)
    {
        const QStringList parts = path.split(u'/'); // src/LAYER/…/file
        return parts.size() > 2 ? parts.at(1) : QString();
    }

    void checkCode(const SourceFile &file)
    {
        static const QRegularExpression line(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s,
                                             QRegularExpression::MultilineOption);
        const QString layer = layerOf(file.path);
        if (!layer.isEmpty() && !allowed().contains(layer)) {
            m_violations.append(file.path + u": no layer is called "_s + layer);
            return;
        }
        const QString code = svix::test::withoutComments(file.text);
        for (auto it = line.globalMatch(code); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const QString name = match.captured(2);
            const QString where = svix::test::place({file.path, code}, match.capturedStart(1));
            if (match.captured(1) == u"<"_s) {
                checkQt(where, layer, name);
            } else {
                checkOwn(file, where, layer, name);
            }
        }
    }

    void checkQt(const QString &where, const QString &layer, const QString &name)
    {
        if (layer.isEmpty()) {
            return; // main.cpp puts everything together
        }
        const QString last = name.section(u'/', -1);
        if (!layersWithWidgets.contains(layer) &&
            (m_widgetHeaders.contains(last) || name.startsWith("QtWidgets"_L1))) {
            m_violations.append(where + u": widgets below the widgets layer: "_s + name);
        }
        static const QSet<QString> requests{u"QNetworkAccessManager"_s,
                                            u"QNetworkReply"_s,
                                            u"QNetworkRequest"_s,
                                            u"QTcpSocket"_s,
                                            u"QTcpServer"_s,
                                            u"QSslSocket"_s};
        if (!layersWithRequests.contains(layer) && requests.contains(last)) {
            m_violations.append(where + u": only api and sandbox talk to the network: "_s + name);
        }
        if (name.contains("simdjson"_L1) && layer != u"api"_s && layer != u"core"_s) {
            m_violations.append(where + u": only api reads with simdjson: "_s + name);
        }
    }

    void checkOwn(const SourceFile &file, const QString &where, const QString &layer,
                  const QString &name)
    {
        if (name.endsWith(".moc"_L1) || name.startsWith("ui_"_L1)) {
            if (name.startsWith("ui_"_L1) && file.isHeader()) {
                m_violations.append(where + u": a header includes a form: "_s + name);
            }
            const QString form = name.mid(3).chopped(2);
            if (name.startsWith("ui_"_L1) && !file.path.section(u'/', -1).startsWith(form)) {
                m_violations.append(where + u": the form of another class: "_s + name);
            }
            return;
        }
        if (!m_paths.contains(u"src/"_s + name)) {
            m_violations.append(where + u": includes are written from src: "_s + name);
            return;
        }
        const QString target = name.contains(u'/') ? name.section(u'/', 0, 0) : QString();
        if (!layer.isEmpty() && target != layer && !allowed()[layer].contains(target)) {
            m_violations.append(where + u": "_s + layer + u" may not include "_s + name);
        }
        if (layer.isEmpty() && target == u"sandbox"_s) {
            m_violations.append(where + u": the console starts the sandbox as a program"_s);
        }
        if (file.isHeader() && layer != u"api"_s && u"src/"_s + name == m_client) {
            m_violations.append(where + u": a header includes the client, which costs seconds"_s);
        }
    }

    void checkLinks(const SourceFile &file)
    {
        const QString layer = layerOf(file.path);
        if (!allowed().contains(layer)) {
            return;
        }
        static const QRegularExpression library(u"\\bsvix_(\\w+)"_s);
        for (auto it = library.globalMatch(file.text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const QString other = match.captured(1);
            if (allowed().contains(other) && other != layer && !allowed()[layer].contains(other)) {
                m_violations.append(svix::test::place(file, match.capturedStart()) + u": "_s +
                                    layer + u" may not link "_s + other);
            }
        }
        if (!layersWithWidgets.contains(layer) && file.text.contains("Qt6::Widgets"_L1)) {
            m_violations.append(file.path + u": links Qt6::Widgets below the widgets layer"_s);
        }
    }

    QSet<QString> m_widgetHeaders;
    QString m_client;
    QSet<QString> m_paths;
    QStringList m_violations;
};

/// Names of Qt's widget headers in both spellings, from where they are installed.
QSet<QString> installedWidgetHeaders()
{
    QSet<QString> names;
    QDirIterator it(QStringLiteral(SVIX_QT_WIDGETS_DIR), QDir::Files);
    while (it.hasNext()) {
        it.next();
        names.insert(it.fileName());
    }
    return names;
}

} // namespace

class TestLayers : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsTheWidgetHeaders()
    {
        const QSet<QString> names = installedWidgetHeaders();
        for (const QString &name : {u"QWidget"_s, u"qwidget.h"_s, u"QApplication"_s, u"QLabel"_s}) {
            QVERIFY2(names.contains(name), qPrintable(name));
        }
        QVERIFY(!names.contains(u"QString"_s));
    }

    void catches_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fine");
        const auto row = [](const char *name, const QString &path, const QString &text,
                            bool fine = false) { QTest::newRow(name) << path << text << fine; };
        const QString quoted = u"#include \"%1\"\n"_s;
        const QString angled = u"#include <%1>\n"_s;
        row("down", u"src/panes/a.cpp"_s, quoted.arg(u"core/known.h"_s), true);
        row("itself", u"src/core/a.cpp"_s, quoted.arg(u"core/known.h"_s), true);
        row("up", u"src/core/a.cpp"_s, quoted.arg(u"api/client.h"_s));
        row("up, spaced", u"src/core/a.cpp"_s, u"  #  include \"api/client.h\"\n"_s);
        row("up, in a comment", u"src/core/a.cpp"_s, u"// #include \"api/client.h\"\n"_s, true);
        row("up, deep", u"src/widgets/json/a.h"_s, quoted.arg(u"panes/known.h"_s));
        row("sideways", u"src/sandbox/a.cpp"_s, quoted.arg(u"models/known.h"_s));
        row("sideways back", u"src/models/a.cpp"_s, quoted.arg(u"sandbox/known.h"_s));
        row("dialog and pane", u"src/dialogs/a.cpp"_s, quoted.arg(u"panes/known.h"_s));
        row("pane and dialog", u"src/panes/a.cpp"_s, quoted.arg(u"dialogs/known.h"_s), true);
        row("not from src", u"src/core/a.cpp"_s, quoted.arg(u"known.h"_s));
        row("not from src, dots", u"src/api/a.cpp"_s, quoted.arg(u"../core/known.h"_s));
        row("unknown layer", u"src/util/a.cpp"_s, u"int x;\n"_s);
        row("main and sandbox", u"src/main.cpp"_s, quoted.arg(u"sandbox/known.h"_s));
        row("main", u"src/main.cpp"_s, quoted.arg(u"panes/known.h"_s), true);
        row("widget in models", u"src/models/a.cpp"_s, angled.arg(u"QApplication"_s));
        row("widget in app, lower case", u"src/app/a.h"_s, angled.arg(u"qlabel.h"_s));
        row("widget in api, by module", u"src/api/a.h"_s, angled.arg(u"QtWidgets/QLabel"_s));
        row("all widgets in core", u"src/core/a.h"_s, angled.arg(u"QtWidgets"_s));
        row("widget in panes", u"src/panes/a.h"_s, angled.arg(u"QLabel"_s), true);
        row("network in panes", u"src/panes/a.cpp"_s, angled.arg(u"QNetworkReply"_s));
        row("network in api", u"src/api/a.cpp"_s, angled.arg(u"QNetworkReply"_s), true);
        row("simdjson in models", u"src/models/a.cpp"_s, angled.arg(u"simdjson.h"_s));
        row("form in a header", u"src/dialogs/a.h"_s, quoted.arg(u"ui_a.h"_s));
        row("form in a source", u"src/dialogs/a.cpp"_s, quoted.arg(u"ui_a.h"_s), true);
        row("form of another", u"src/panes/b.cpp"_s, quoted.arg(u"ui_a.h"_s));
        row("client in a header", u"src/app/a.h"_s, quoted.arg(u"api/client.h"_s));
        row("client in a source", u"src/app/a.cpp"_s, quoted.arg(u"api/client.h"_s), true);
        row("link up", u"src/core/CMakeLists.txt"_s, u"svix_layer(core LINK svix_api)"_s);
        row("link down", u"src/api/CMakeLists.txt"_s, u"svix_layer(api LINK svix_core)"_s, true);
        row("link widgets", u"src/app/CMakeLists.txt"_s, u"svix_layer(app LINK Qt6::Widgets)"_s);
    }

    void catches()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QFETCH(bool, fine);
        QList<SourceFile> files{{path, text}};
        for (const QString &layer : allowed().keys()) {
            files.append({u"src/"_s + layer + u"/known.h"_s, u"class Known;\n"_s});
        }
        files.append({u"src/api/client.h"_s, u"class ApiClient : public QObject\n{\n};\n"_s});
        const QStringList found = LayerCheck(files, installedWidgetHeaders()).violations();
        QVERIFY2(found.isEmpty() == fine, qPrintable(found.join(u'\n')));
    }

    void tree()
    {
        const auto files = svix::test::readTree(QStringLiteral(SVIX_SOURCE_DIR), {u"src"_s});
        QVERIFY(files.size() > 5);
        const QStringList found = LayerCheck(files, installedWidgetHeaders()).violations();
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void treeHasTheClient()
    {
        const auto files = svix::test::readTree(QStringLiteral(SVIX_SOURCE_DIR), {u"src/api"_s});
        QVERIFY2(!clientHeader(files).isEmpty(), "no header defines ApiClient: adapt the rule");
    }
};

SVIX_TEST_MAIN(TestLayers)
#include "tst_layers.moc"
