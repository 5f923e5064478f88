// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/consolewindow.h"
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QJsonArray>
#include <QTranslator>

namespace svix::test {

/// The demo data in a sandbox of its own thread, and what it holds, asked past the window.
class Demo
{
public:
    explicit Demo(int latencyMs = 0)
        : m_sandbox(options(latencyMs))
    {
    }

    SandboxThread &sandbox() { return m_sandbox; }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_sandbox.port())); }
    QByteArray token() const { return m_sandbox.token(); }

    QJsonObject get(const QString &path)
    {
        return jsonOf(call(m_sandbox.port(), "GET", "/api/v1" + path.toUtf8(), m_sandbox.token()));
    }
    QString applicationId(const QString &uid = QStringLiteral("acme"))
    {
        return get(QStringLiteral("/app/") + uid)[QStringLiteral("id")].toString();
    }
    int attemptsOf(const QString &app, const QString &message)
    {
        return int(get(QStringLiteral("/app/%1/attempt/msg/%2?limit=250")
                           .arg(app, message))[QStringLiteral("data")]
                       .toArray()
                       .size());
    }

private:
    static sandbox::SandboxOptions options(int latencyMs)
    {
        sandbox::SandboxOptions options = optionsOf(sandbox::SandboxOptions::Seed::Demo);
        options.token = "sandbox-secret-token";
        options.latencyMs = latencyMs;
        return options;
    }

    SandboxThread m_sandbox;
};

/// Base of the tests that drive the window on the demo data, in English and light colours.
class DemoTest : public TestObject
{
    Q_OBJECT
protected:
    Demo &demo() { return *m_demo; }
    /// The id of Acme Corp.
    const QString &acme() const { return m_acme; }
    /// The data as at first, for a test that uses up what others need.
    void startAnew()
    {
        m_demo = std::make_unique<Demo>();
        m_acme = m_demo->applicationId();
    }

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(m_english.load(QStringLiteral(":/i18n/svix-console_en.qm")));
        QCoreApplication::installTranslator(&m_english);
        startAnew();
        QVERIFY(m_acme.startsWith(QLatin1String("app_")));
    }

    void cleanupTestCase() { m_demo.reset(); }

private:
    QTranslator m_english;
    std::unique_ptr<Demo> m_demo;
    QString m_acme;
};

} // namespace svix::test
