// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace svix::sandbox {

namespace {

constexpr qint64 mostMessages = 20 * 1000 * 1000;

struct CommandLineText
{
    Q_DECLARE_TR_FUNCTIONS(svix::Sandbox)
};

CommandLine ended(int code, const QString &text)
{
    CommandLine line;
    line.exitCode = code;
    line.text = text.endsWith(QLatin1Char('\n')) ? text : text + QLatin1Char('\n');
    return line;
}

/// Whether an option took its value, and why not where there is more to say than which value.
struct Taken
{
    Taken(bool taken)
        : ok(taken)
    {
    }
    Taken(const QString &problem)
        : ok(problem.isEmpty())
        , why(problem)
    {
    }
    bool ok;
    QString why;
};

/// All about one option.
struct Option
{
    QStringList names;
    QString help;
    QString value = {};                                             ///< its name in the help
    QString usual = {};                                             ///< taken when not given
    std::function<Taken(const QString &, CommandLine &)> take = {}; ///< once for each value
};

bool readSeed(const QString &text, SandboxOptions &options)
{
    if (text == QLatin1String("empty")) {
        options.seed = SandboxOptions::Seed::Empty;
        return true;
    }
    if (text == QLatin1String("demo")) {
        options.seed = SandboxOptions::Seed::Demo;
        return true;
    }
    bool ok = false;
    const QString prefix = QStringLiteral("scale:");
    options.seed = SandboxOptions::Seed::Scale;
    options.scale = text.startsWith(prefix) ? text.mid(prefix.size()).toLongLong(&ok) : 0;
    return ok && options.scale > 0 && options.scale <= mostMessages;
}

bool readLike(const QString &text, SandboxOptions &options)
{
    const bool cloud = text == QLatin1String("cloud");
    options.like = cloud ? ServerKind::Cloud : ServerKind::OpenSource;
    return cloud || text == QLatin1String("oss");
}

bool readNow(const QString &text, SandboxOptions &options)
{
    const Timestamp time = Timestamp::fromText(text.toStdString());
    // Ids hold seconds from May 2014 on, in 32 bits, and a seed reaches two years back.
    static const Timestamp first = Timestamp::fromText("2017-01-01T00:00:00Z");
    static const Timestamp last = Timestamp::fromText("2150-01-01T00:00:00Z");
    options.now = time;
    return time.isValid() && !(time < first) && !(last < time);
}

bool readSchedule(const QString &text, SandboxOptions &options)
{
    options.retrySeconds.clear();
    const QStringList items = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &item : items) {
        bool ok = false;
        const double seconds = item.toDouble(&ok);
        if (!ok || !(seconds >= 0 && seconds <= 7 * 24 * 3600)) { // no number is neither
            return false;
        }
        options.retrySeconds.append(seconds);
    }
    return true;
}

// Nothing, or what is wrong.
QString readFault(const QString &text, SandboxOptions &options)
{
    const FaultRuleText parsed = FaultRuleText::parse(text);
    if (!parsed.rule) {
        return CommandLineText::tr("svix-sandbox: --fault: %1").arg(parsed.problem);
    }
    options.faults.append(*parsed.rule);
    return {};
}

bool readPort(const QString &text, SandboxOptions &options)
{
    bool ok = false;
    options.port = text.toUShort(&ok);
    return ok;
}

bool readLatency(const QString &text, SandboxOptions &options)
{
    bool ok = false;
    options.latencyMs = text.toInt(&ok);
    return ok && options.latencyMs >= 0 && options.latencyMs <= 600000;
}

bool readDisableAfter(const QString &text, SandboxOptions &options)
{
    bool ok = false;
    options.disableAfterHours = text.toDouble(&ok);
    return ok && options.disableAfterHours >= 0 && options.disableAfterHours <= 87600;
}

bool readFaultSeed(const QString &text, SandboxOptions &options)
{
    bool ok = false;
    options.faultSeed = text.toUInt(&ok);
    return ok;
}

// How a reader of options is one of an Option.
template <typename Read>
auto into(Read read)
{
    return [read](const QString &text, CommandLine &line) -> Taken {
        return read(text, line.options);
    };
}

bool keep(const QString &text, QString &place)
{
    place = text;
    return !text.isEmpty();
}

// In the order of the help.
std::vector<Option> allOptions()
{
    return {
        {{QStringLiteral("h"), QStringLiteral("help")}, CommandLineText::tr("Shows this text.")},
        {{QStringLiteral("v"), QStringLiteral("version")},
         CommandLineText::tr("Shows the version.")},
        {{QStringLiteral("port")},
         CommandLineText::tr("Port; 0 takes any free one."),
         QStringLiteral("N"),
         QStringLiteral("0"),
         into(readPort)},
        {{QStringLiteral("like")},
         CommandLineText::tr(
             "Which Svix it behaves as: oss (svix-server 1.100) or cloud (Svix cloud)."),
         QStringLiteral("KIND"),
         QStringLiteral("oss"),
         into(readLike)},
        {{QStringLiteral("seed")},
         CommandLineText::tr(
             "What is there at the start: empty, demo (a company), scale:N (N messages)."),
         QStringLiteral("SEED"),
         QStringLiteral("empty"),
         into(readSeed)},
        {{QStringLiteral("data")},
         CommandLineText::tr(
             "Keeps everything in this folder; a start with the same folder goes on from there.\n"
             "A folder that holds data is never seeded again."),
         QStringLiteral("DIR"),
         {},
         [](const QString &text, CommandLine &line) { return keep(text, line.options.dataDir); }},
        {{QStringLiteral("export")},
         CommandLineText::tr("Writes everything into this file, secrets too, and ends."),
         QStringLiteral("FILE"),
         {},
         [](const QString &text, CommandLine &line) { return keep(text, line.exportFile); }},
        {{QStringLiteral("import")},
         CommandLineText::tr("Starts with what an export wrote, in place of a seed."),
         QStringLiteral("FILE"),
         {},
         [](const QString &text, CommandLine &line) {
             return keep(text, line.options.importFile);
         }},
        {{QStringLiteral("now")},
         CommandLineText::tr(
             "The time at the start, as 2026-05-01T12:00:00Z; the clock runs on from there.\n"
             "The same seed and time make the same data. Without it: this computer's."),
         QStringLiteral("TIME"),
         {},
         into(readNow)},
        {{QStringLiteral("latency")},
         CommandLineText::tr("Every answer waits this many milliseconds."),
         QStringLiteral("MS"),
         QStringLiteral("0"),
         into(readLatency)},
        {{QStringLiteral("retry-schedule")},
         CommandLineText::tr(
             "Seconds to wait after the first, second, … failed try; empty for no retries."),
         QStringLiteral("SECONDS"),
         QStringLiteral("1,2,4"),
         into(readSchedule)},
        {{QStringLiteral("disable-after")},
         CommandLineText::tr(
             "Hours of nothing but failures after which an endpoint is switched off."),
         QStringLiteral("HOURS"),
         QStringLiteral("120"),
         into(readDisableAfter)},
        {{QStringLiteral("management-token")},
         CommandLineText::tr(
             "Also prints a token of the organisation that operational webhooks are sent in."),
         {},
         {},
         [](const QString &, CommandLine &line) { return line.printManagementToken = true; }},
        {{QStringLiteral("fault")},
         CommandLineText::tr(
             "Makes answers go wrong; may be given several times. RULE is a fault and "
             "words after commas, such as drop,op=createMessage,done=yes,first=1\n"
             "Faults: drop, reset, delay=MS, truncate, bad-json, wrong-shape, wrong-type, "
             "bad-chunks, long-length, short-length, or a status from 400 to 599.\n"
             "How: done=yes|no, delay=MS; of a status: body=json|html|empty, retry-after=S\n"
             "Where: op=, method=, path=, app=\n"
             "When: first=N, skip=N, every=N, chance=P"),
         QStringLiteral("RULE"),
         {},
         into(readFault)},
        {{QStringLiteral("fault-seed")},
         CommandLineText::tr(
             "Where chance begins; the same seed, rules and requests make the same faults."),
         QStringLiteral("N"),
         QStringLiteral("1"),
         into(readFaultSeed)},
        {{QStringLiteral("exit-with-parent")},
         CommandLineText::tr("Stops when standard input closes."),
         {},
         {},
         [](const QString &, CommandLine &line) { return line.exitWithParent = true; }},
    };
}

// Nothing, or what is wrong with the values that were given.
QString takeValues(const QCommandLineParser &parser, const std::vector<Option> &options,
                   CommandLine &line)
{
    for (const Option &option : options) {
        const QString &name = option.names.constLast();
        if (!option.take || (!parser.isSet(name) && option.usual.isEmpty())) {
            continue;
        }
        const QStringList values =
            option.value.isEmpty() ? QStringList{QString()} : parser.values(name);
        for (const QString &value : values) {
            const Taken taken = option.take(value, line);
            if (!taken.ok) {
                return taken.why.isEmpty()
                           ? CommandLineText::tr("svix-sandbox: --%1 cannot be \"%2\". See --help.")
                                 .arg(name, value)
                           : taken.why;
            }
        }
    }
    return {};
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments, const QByteArray &token)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(CommandLineText::tr(
        "A local Svix API server. It listens on 127.0.0.1 only, keeps everything in memory or in\n"
        "a folder, and sends webhooks to this computer only; other hosts are simulated.\n\n"
        "Its token comes from SVIX_SANDBOX_TOKEN, else one is made. Both lines are printed:\n"
        "  Svix sandbox at http://127.0.0.1:<port>\n"
        "  Token: <token>\n\n"
        "Exit codes: 0 done, 1 it cannot listen on the port or use its data, 2 a wrong argument."));
    const std::vector<Option> options = allOptions();
    for (const Option &option : options) {
        parser.addOption({option.names, option.help, option.value, option.usual});
    }

    if (!parser.parse(arguments)) {
        return ended(2, QStringLiteral("svix-sandbox: ") + parser.errorText());
    }
    if (parser.isSet(QStringLiteral("help"))) {
        return ended(0, parser.helpText());
    }
    if (parser.isSet(QStringLiteral("version"))) {
        return ended(0, QStringLiteral("svix-sandbox ") + QCoreApplication::applicationVersion());
    }
    if (!parser.positionalArguments().isEmpty()) {
        return ended(2, CommandLineText::tr("svix-sandbox: \"%1\" is not known. See --help.")
                            .arg(parser.positionalArguments().constFirst()));
    }
    CommandLine line;
    if (const QString problem = takeValues(parser, options, line); !problem.isEmpty()) {
        return ended(2, problem);
    }
    if (parser.isSet(QStringLiteral("import")) && parser.isSet(QStringLiteral("seed"))) {
        return ended(2,
                     CommandLineText::tr("svix-sandbox: --import and --seed exclude each other."));
    }
    line.options.token = token.trimmed();
    const bool visible =
        std::all_of(line.options.token.cbegin(), line.options.token.cend(), [](char c) {
            return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7f;
        });
    if (!visible) {
        return ended(2, CommandLineText::tr(
                            "svix-sandbox: SVIX_SANDBOX_TOKEN has a character that no token has."));
    }
    return line;
}

} // namespace svix::sandbox
