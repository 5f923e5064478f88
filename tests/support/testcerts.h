// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

namespace svix::test {

/// An authority and its certificates, made by the `openssl` command into a directory that lives as
/// long as this object. Needs no network and leaves nothing behind.
class TestCerts
{
public:
    enum class Kind {
        Good,       ///< localhost, 127.0.0.1, ::1 and *.svix.test, signed by our authority
        SelfSigned, ///< the same names, signed by itself
        Expired,    ///< by our authority, over since 2020
        WrongHost   ///< by our authority, for other.example
    };

    TestCerts();
    /// Empty when everything could be made, else what openssl said.
    QString problem() const { return m_problem; }
    /// The authority's certificate, PEM.
    QString authorityFile() const { return file(QStringLiteral("ca.pem")); }
    QString file(const QString &name) const { return m_dir.filePath(name); }
    /// What a server with that certificate uses.
    QSslConfiguration server(Kind kind = Kind::Good) const;

private:
    void run(const QStringList &arguments);
    void make(const QString &name, const QString &commonName, const QString &altNames,
              const QString &start, const QString &end);

    QTemporaryDir m_dir;
    QString m_problem;
};

} // namespace svix::test
