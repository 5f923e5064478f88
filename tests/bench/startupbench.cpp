// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Process start to first painted window, connected and with a list, against a window with one
// label: both programs in turn, medians, and the ratio pair by pair.

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

constexpr int rounds = 15;

double startMs(const QString &program, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    QElapsedTimer clock;
    clock.start();
    process.start(program, QStringList());
    while (process.waitForReadyRead(20'000)) {
        if (process.readAllStandardOutput().contains("painted")) {
            const double ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            process.waitForFinished();
            return ms;
        }
    }
    process.kill();
    process.waitForFinished();
    return -1;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QProcess sandbox;
    sandbox.start(
        QStringLiteral(SVIX_SANDBOX_PROGRAM),
        {QStringLiteral("--seed"), QStringLiteral("demo"), QStringLiteral("--exit-with-parent")});
    QString output;
    static const QRegularExpression url(QStringLiteral("(http://\\S+)"));
    static const QRegularExpression token(QStringLiteral("Token: (\\S+)\n"));
    while (!token.match(output).hasMatch() && sandbox.waitForReadyRead(20'000)) {
        output += QString::fromUtf8(sandbox.readAllStandardOutput());
    }
    if (!token.match(output).hasMatch()) {
        std::fputs("the sandbox did not start\n", stderr);
        return 1;
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SVIX_BENCH_URL"), url.match(output).captured(1));
    environment.insert(QStringLiteral("SVIX_BENCH_TOKEN"), token.match(output).captured(1));
    std::vector<double> label;
    std::vector<double> console;
    std::vector<double> ratios;
    for (int round = -1; round < rounds; ++round) {
        const double a = startMs(QStringLiteral(SVIX_STARTUP_LABEL), environment);
        const double b = startMs(QStringLiteral(SVIX_STARTUP_CONSOLE), environment);
        if (a < 0 || b < 0) {
            std::fputs("a window was not painted\n", stderr);
            return 1;
        }
        if (round >= 0) { // the first round only warms the caches
            label.push_back(a);
            console.push_back(b);
            ratios.push_back(b / a);
        }
    }
    std::printf(
        "start to painted window, %d rounds in turn: label %.0f ms, console with a list %.0f ms, "
        "ratio %.2f (limit 3)\n",
        rounds, median(label), median(console), median(ratios));
    sandbox.closeWriteChannel();
    sandbox.waitForFinished();
    return 0;
}
