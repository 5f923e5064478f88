// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a long list costs: time against a bare loop over the same pages, the longest event, memory
// and the local filter. Prints medians of rounds that alternate; not a test, as figures depend on
// the machine and on what else runs there.
#include "api/apiclient.h"
#include "bench/barewalk.h"
#include "bench/timedapplication.h"
#include "models/filterproxy.h"
#include "models/messagemodel.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QProcess>
#include <QTextStream>

#include <malloc.h>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

constexpr int rounds = 7;

template <typename T>
T median(QList<T> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? T() : values.at(values.size() / 2);
}

/// Of all threads of this process: says more than the clock on a machine that others use too.
qint64 processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

double milliseconds(qint64 nanoseconds)
{
    return double(nanoseconds) / 1e6;
}

struct Server
{
    QProcess process;
    QUrl url;
    QByteArray token;

    bool start(int messages)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(SVIX_SANDBOX_PROGRAM),
                      {u"--port"_s, u"0"_s, u"--seed"_s, u"scale:%1"_s.arg(messages)});
        QByteArray said;
        while (said.count('\n') < 2) {
            if (!process.waitForReadyRead(120'000)) {
                return false;
            }
            said += process.readAllStandardOutput();
        }
        const QList<QByteArray> lines = said.split('\n');
        url = QUrl(QString::fromUtf8(lines.at(0).mid(lines.at(0).indexOf("http"))));
        token = lines.at(1).mid(lines.at(1).indexOf(": ") + 2).trimmed();
        return true;
    }
    ~Server()
    {
        process.terminate();
        process.waitForFinished(5000);
    }
};

qint64 heap()
{
    return static_cast<qint64>(mallinfo2().uordblks) + static_cast<qint64>(mallinfo2().hblkhd);
}

void walk(MessageModel &model, ApiClient &client, const QString &appId)
{
    QEventLoop loop;
    QObject::connect(&model, &PagedModelBase::stateChanged, &loop,
                     [&](PagedModelBase::State state) {
                         if (state == PagedModelBase::State::Complete ||
                             state == PagedModelBase::State::Failed) {
                             loop.quit();
                         }
                     });
    model.setSource(&client, appId);
    model.loadAll();
    loop.exec();
}

void settle()
{
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
}

} // namespace

int main(int argc, char **argv)
{
    bench::TimedApplication application(argc, argv);
    QTextStream out(stdout);
    const int messages = argc > 1 ? QByteArray(argv[1]).toInt() : 100'000;
    Server server;
    if (messages <= 0 || !server.start(messages)) {
        out << "the sandbox did not start\n";
        return 1;
    }
    ClientConfig config;
    config.baseUrl = server.url;
    config.token = server.token;
    ApiClient client(config);
    client.setDialect(Dialect::openSource());
    QString appId;
    {
        QEventLoop loop;
        client.get<op::getApplication>({&client}, u"scale"_s)
            .then(&loop, [&](const Result<ApplicationOut> &result) {
                appId = result.ok() ? result->id : QString();
                loop.quit();
            });
        loop.exec();
    }
    if (appId.isEmpty()) {
        out << "the sandbox has no application to walk\n";
        return 1;
    }

    QList<qint64> bare;
    QList<qint64> typed;
    QList<qint64> bareProcessor;
    QList<qint64> typedProcessor;
    QList<qint64> longest;
    QList<double> ratios;
    for (int round = 0; round <= rounds; ++round) {
        QElapsedTimer clock;
        {
            bench::BareWalk loopOnly(server.url, server.token, appId);
            QEventLoop loop;
            QObject::connect(&loopOnly, &bench::BareWalk::finished, &loop, &QEventLoop::quit);
            clock.start();
            const qint64 processor = processorTime();
            loopOnly.start();
            loop.exec();
            if (round > 0) {
                bare.append(clock.nsecsElapsed());
                bareProcessor.append(processorTime() - processor);
            }
            if (loopOnly.rows() != messages) {
                out << "the bare loop saw " << loopOnly.rows() << " rows\n";
                return 1;
            }
        }
        settle();
        MessageModel model;
        application.longest = 0;
        clock.start();
        const qint64 processor = processorTime();
        walk(model, client, appId);
        if (round > 0) { // the first round warms both
            typed.append(clock.nsecsElapsed());
            typedProcessor.append(processorTime() - processor);
            longest.append(application.longest);
            ratios.append(double(typed.last()) / double(bare.last()));
        }
        if (model.rowCount() != messages) {
            out << "the model has " << model.rowCount() << " rows: " << model.error().detail
                << '\n';
            return 1;
        }
    }
    out << messages << " messages, pages of 250, median of " << rounds << " alternating rounds\n";
    out << Qt::fixed << qSetRealNumberPrecision(1);
    out << "  bare loop, pages only parsed:  " << milliseconds(median(bare)) << " ms\n";
    out << "  through the model:             " << milliseconds(median(typed)) << " ms\n";
    out << qSetRealNumberPrecision(2) << "  ratio (median of pairs):       " << median(ratios)
        << "  (at most 1.00)\n";
    out << qSetRealNumberPrecision(1)
        << "  processor time, bare and model: " << milliseconds(median(bareProcessor)) << " and "
        << milliseconds(median(typedProcessor)) << " ms\n";
    out << qSetRealNumberPrecision(1)
        << "  longest event:                 " << milliseconds(median(longest)) << " ms median, "
        << milliseconds(*std::max_element(longest.begin(), longest.end()))
        << " ms worst  (at most 16)\n";

    settle();
    const qint64 before = heap();
    MessageModel model;
    walk(model, client, appId);
    settle();
    out << "  memory of a loaded row:        " << double(heap() - before) / messages
        << " bytes  (under 500)\n";

    FilterProxy proxy;
    proxy.setSourceModel(&model);
    qint64 slowest = 0;
    QString slowestText;
    const QString id = model.rowAt(messages / 2).id;
    for (const QString &text : {u"invoice"_s, u"e"_s, u"9"_s, u"no such text"_s, u"paid evt"_s,
                                u"größe"_s, id.mid(8, 6), id}) {
        QList<qint64> times;
        for (int round = 0; round < rounds; ++round) {
            proxy.setFilterText({});
            QElapsedTimer clock;
            clock.start();
            proxy.setFilterText(text);
            times.append(clock.nsecsElapsed());
        }
        if (median(times) > slowest) {
            slowest = median(times);
            slowestText = text;
        }
    }
    out << "  local filter, slowest text:    " << milliseconds(slowest) << " ms (\"" << slowestText
        << "\")  (under 50)\n";
    return 0;
}
