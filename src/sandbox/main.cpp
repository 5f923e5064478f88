// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/commandline.h"
#include "sandbox/stopper.h"

#include <QCoreApplication>

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

    const svix::sandbox::CommandLine line =
        svix::sandbox::parseCommandLine(application.arguments(), qgetenv("SVIX_SANDBOX_TOKEN"));
    if (!line.text.isEmpty()) {
        std::fputs(qPrintable(line.text), line.exitCode == 0 ? stdout : stderr);
        return line.exitCode;
    }
    allowManyFiles();
    svix::sandbox::SandboxServer server(line.options);
    if (!server.start()) {
        std::fprintf(stderr, "svix-sandbox: cannot listen on 127.0.0.1:%d: %s\n", line.options.port,
                     qPrintable(server.errorText()));
        return 1;
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
