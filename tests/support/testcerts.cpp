// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcerts.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

namespace svix::test {

using namespace Qt::StringLiterals;

namespace {

constexpr char ourNames[] = "DNS:localhost,DNS:*.svix.test,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1";

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(text);
    }
}

} // namespace

TestCerts::TestCerts()
{
    // `openssl ca` is the one command that takes a start and an end in the past.
    write(file(u"ca.cnf"_s),
          "[ca]\ndefault_ca=our\n[our]\ndatabase=" + file(u"index.txt"_s).toUtf8() +
              "\nnew_certs_dir=" + m_dir.path().toUtf8() +
              "\ndefault_md=sha256\npolicy=any\nunique_subject=no\n"
              "rand_serial=yes\n[any]\ncommonName=supplied\n");
    write(file(u"index.txt"_s), {});
    run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
         u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-keyout"_s, file(u"ca.key"_s), u"-out"_s,
         file(u"ca.pem"_s), u"-days"_s, u"30"_s, u"-subj"_s, u"/CN=Authority of the test"_s});
    const QString ours = QString::fromLatin1(ourNames);
    make(u"good"_s, u"localhost"_s, ours, u"20200101000000Z"_s, u"20491231000000Z"_s);
    make(u"expired"_s, u"localhost"_s, ours, u"20190101000000Z"_s, u"20200101000000Z"_s);
    make(u"wronghost"_s, u"other.example"_s, u"DNS:other.example"_s, u"20200101000000Z"_s,
         u"20491231000000Z"_s);
    run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
         u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-keyout"_s, file(u"selfsigned.key"_s),
         u"-out"_s, file(u"selfsigned.pem"_s), u"-days"_s, u"30"_s, u"-subj"_s, u"/CN=localhost"_s,
         u"-addext"_s, u"subjectAltName="_s + ours});
}

void TestCerts::run(const QStringList &arguments)
{
    if (!m_problem.isEmpty()) {
        return;
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (!process.waitForFinished(20'000) || process.exitCode() != 0) {
        m_problem = arguments.join(u' ') + u": "_s + process.errorString() +
                    QString::fromLocal8Bit(process.readAll());
    }
}

void TestCerts::make(const QString &name, const QString &commonName, const QString &altNames,
                     const QString &start, const QString &end)
{
    write(file(name + u".ext"_s), "subjectAltName=" + altNames.toLatin1() + "\n");
    run({u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
         u"-nodes"_s, u"-keyout"_s, file(name + u".key"_s), u"-out"_s, file(name + u".csr"_s),
         u"-subj"_s, u"/CN="_s + commonName});
    run({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, file(u"ca.cnf"_s), u"-cert"_s,
         authorityFile(), u"-keyfile"_s, file(u"ca.key"_s), u"-startdate"_s, start, u"-enddate"_s,
         end, u"-extfile"_s, file(name + u".ext"_s), u"-in"_s, file(name + u".csr"_s), u"-out"_s,
         file(name + u".pem"_s)});
}

QSslConfiguration TestCerts::server(Kind kind) const
{
    const QString name = kind == Kind::Good         ? u"good"_s
                         : kind == Kind::SelfSigned ? u"selfsigned"_s
                         : kind == Kind::Expired    ? u"expired"_s
                                                    : u"wronghost"_s;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(contents(file(name + u".pem"_s)), QSsl::Pem));
    tls.setPrivateKey(QSslKey(contents(file(name + u".key"_s)), QSsl::Ec, QSsl::Pem));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

} // namespace svix::test
