// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "support/testmain.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QImageReader>
#include <QLibraryInfo>
#include <QMenuBar>
#include <QSslSocket>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

/// Something stands out from the background.
bool isDrawn(const QImage &image)
{
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (qAlpha(image.pixel(x, y)) > 128) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

/// Case 100: no plugin but that of the platform. Pictures, icons and plain HTTP need none; https
/// says what is missing.
class NoPluginsTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Every warning but those of Qt about TLS, which are what this is about.
    void init() override
    {
        QTest::failOnWarning(QRegularExpression(
            u"^(?!No (functional )?TLS backend)(?!QSslSocket::\\w+: TLS initialization failed)"_s +
            unexpectedWarning().pattern().mid(1)));
    }
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        // The state that is tested, not assumed.
        QVERIFY(!QImageReader::supportedImageFormats().contains("svg"));
        QVERIFY(!QSslSocket::supportsSsl());
        QVERIFY(!QIcon::hasThemeIcon(u"edit-copy"_s));
        QVERIFY(QLibraryInfo::path(QLibraryInfo::PluginsPath) !=
                QCoreApplication::libraryPaths().value(0));
    }

    void iconsAreDrawn()
    {
        for (const int size : {16, 48, 256}) {
            QVERIFY(isDrawn(applicationIcon().pixmap(size, size).toImage()));
        }
        const QStringList names = QDir(u":/icons"_s).entryList();
        QVERIFY(names.size() > 40);
        for (const QString &name : names) {
            QVERIFY2(isDrawn(icon(name.section(u'.', 0, 0)).pixmap(16, 16).toImage()),
                     qPrintable(name));
        }
    }

    void theWindowWorks()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "some-token-of-a-test"));
        QVERIFY(isDrawn(c.window().windowIcon().pixmap(32, 32).toImage()));
        for (QAction *menu : c.window().menuBar()->actions()) {
            for (QAction *action : menu->menu()->actions()) {
                QVERIFY2(action->icon().isNull() ||
                             isDrawn(action->icon().pixmap(16, 16).toImage()),
                         qPrintable(action->text()));
            }
        }
    }

    void httpsSaysWhatIsMissing()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        c.open(profileFor(QUrl(u"https://127.0.0.1:9"_s)), "some-token-of-a-test");
        QVERIFY(waitUntil([&] { return c.window().session().state() == Session::State::Failed; }));
        QCOMPARE(c.window().session().error().kind, ErrorKind::Tls);
        QVERIFY2(c.notice().contains(u"TLS library"_s), qPrintable(c.notice()));
    }
};

int main(int argc, char **argv)
{
    const PrivateHome home;
    const QTemporaryDir plugins;
    const QString platform = u"/platforms/libqoffscreen.so"_s;
    QDir(plugins.path()).mkpath(u"platforms"_s);
    QFile::link(QLibraryInfo::path(QLibraryInfo::PluginsPath) + platform,
                plugins.path() + platform);
    QCoreApplication::setLibraryPaths({plugins.path()});
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"svix-console-test"_s);
    NoPluginsTest object;
    return QTest::qExec(&object, argc, argv);
}
#include "tst_noplugins.moc"
