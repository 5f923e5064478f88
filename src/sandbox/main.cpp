// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/token.h"
#include "sandbox/commandline.h"
#include "sandbox/stopper.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>

#include <sys/resource.h>

namespace {

// The usual 1024 open files would be fewer than the connections that the sandbox takes.
void allowManyFiles()
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files); // else it makes do with fewer
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("svix-sandbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SVIX_VERSION));

    const svix::sandbox::CommandLine line = svix::sandbox::parseCommandLine(
        application.arguments(), svix::takeFromEnvironment("SVIX_SANDBOX_TOKEN"));
    if (!line.text.isEmpty()) {
        std::fputs(qPrintable(line.text), line.exitCode == 0 ? stdout : stderr);
        return line.exitCode;
    }
    allowManyFiles();
    std::signal(SIGXFSZ, SIG_IGN); // a full quota is an error of a write, and no reason to end
    svix::sandbox::SandboxServer server(line.options);
    const bool exports = !line.exportFile.isEmpty();
    if (exports ? !server.prepare() || !server.exportTo(line.exportFile) : !server.start()) {
        std::fprintf(stderr, "svix-sandbox: %s\n", qPrintable(server.errorText()));
        return 1;
    }
    if (!server.notice().isEmpty()) {
        std::fprintf(stderr, "svix-sandbox: %s\n", qPrintable(server.notice()));
    }
    if (exports) {
        return 0;
    }
    std::printf("Svix sandbox at %s\nToken: %s\n", qPrintable(server.url().toString()),
                server.token().constData());
    if (line.printManagementToken) {
        std::printf("Management token: %s\n", server.managementToken().constData());
    }
    std::fflush(stdout);
    const svix::sandbox::Stopper stopper(line.exitWithParent);
    return application.exec();
}
