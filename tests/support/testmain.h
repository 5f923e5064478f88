// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace svix::test {

/// What the offscreen platform itself warns about; every other Qt warning fails the running test.
inline QRegularExpression unexpectedWarning()
{
    return QRegularExpression(
        QStringLiteral("^(?!This plugin does not support (propagateSizeHints|raise|setting window "
                       "opacity|grabbing))"
                       "(?!QStandardPaths: (wrong permissions|XDG_RUNTIME_DIR))"
                       "(?!propagateSizeHints)"));
}

/// Base of every test object: a Qt warning in any of its functions fails that function.
/// A class with an init() of its own calls failOnWarnings() there.
class TestObject : public QObject
{
    Q_OBJECT
protected:
    static void failOnWarnings() { QTest::failOnWarning(unexpectedWarning()); }
private Q_SLOTS:
    virtual void init() { failOnWarnings(); }
};

/// Gives the process a home of its own, so that no test reads or writes the person's files.
class PrivateHome
{
public:
    PrivateHome()
    {
        const QByteArray home = m_dir.path().toUtf8();
        qputenv("HOME", home);
        qputenv("XDG_CONFIG_HOME", home + "/config");
        qputenv("XDG_DATA_HOME", home + "/data");
        qputenv("XDG_CACHE_HOME", home + "/cache");
        qputenv("XDG_STATE_HOME", home + "/state");
        for (const char *name : {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}) {
            qunsetenv(name);
        }
    }
    QString path() const { return m_dir.path(); }

private:
    QTemporaryDir m_dir;
};

} // namespace svix::test

/// main() of a test: APPLICATION is QCoreApplication, QGuiApplication or QApplication.
#define SVIX_TEST_MAIN_WITH(APPLICATION, CLASS)                                                    \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        const svix::test::PrivateHome home;                                                        \
        APPLICATION app(argc, argv);                                                               \
        QCoreApplication::setApplicationName(QStringLiteral("svix-console-test"));                 \
        CLASS object;                                                                              \
        return QTest::qExec(&object, argc, argv);                                                  \
    }
#define SVIX_TEST_MAIN(CLASS) SVIX_TEST_MAIN_WITH(QCoreApplication, CLASS)
#define SVIX_GUI_TEST_MAIN(CLASS) SVIX_TEST_MAIN_WITH(QApplication, CLASS)
