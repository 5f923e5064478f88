// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs one transformation: a request on standard input, answers on standard output, one JSON object
// a line. {"ready":true} when the code is about to run, {"console":…} for each line it writes, and
// one {"result":…} or {"error":…} at the end. It never stops by itself: whoever starts it watches
// time and memory and kills it (core/scriptrun.h).
#include "script/confinement.h"
#include "script/engine.h"
#include "script/numbers.h"

#include <cerrno>
#include <string>

#include <unistd.h>

namespace {

constexpr std::size_t mostRequest = 8 * 1024 * 1024;
constexpr std::size_t mostAnswer = 4 * 1024 * 1024;
constexpr std::size_t mostConsole = 64 * 1024;
constexpr int mostConsoleLines = 1000;
constexpr std::size_t mostInexact = 20;

bool readAll(std::string &text)
{
    char buffer[65536];
    for (;;) {
        const ssize_t bytes = read(STDIN_FILENO, buffer, sizeof buffer);
        if (bytes < 0 && errno == EINTR) {
            continue;
        }
        if (bytes <= 0) {
            return bytes == 0;
        }
        text.append(buffer, static_cast<std::size_t>(bytes));
        if (text.size() > mostRequest) {
            return false;
        }
    }
}

void writeLine(std::string line)
{
    line += '\n';
    for (std::size_t at = 0; at < line.size();) {
        const ssize_t bytes = write(STDOUT_FILENO, line.data() + at, line.size() - at);
        if (bytes < 0 && errno == EINTR) {
            continue;
        }
        if (bytes <= 0) {
            _exit(1); // nobody listens any more
        }
        at += static_cast<std::size_t>(bytes);
    }
}

/// What the code writes to its console, until it is too much.
class Console
{
public:
    void say(const std::string &level, const std::string &text)
    {
        if (m_full) {
            return;
        }
        m_bytes += text.size();
        m_full = m_bytes > mostConsole || ++m_lines > mostConsoleLines;
        writeLine(m_full ? R"({"consoleFull":true})"
                         : R"({"console":{"level":)" + level + R"(,"text":)" + text + "}}");
    }

private:
    std::size_t m_bytes = 0;
    int m_lines = 0;
    bool m_full = false;
};

// The payload stands in the request as a text, so that its numbers can be looked at.
std::string inexactLine(const std::string &payload)
{
    std::string line;
    for (const auto &number : svix::script::inexactNumbers(payload, mostInexact)) {
        line += (line.empty() ? R"({"inexact":[)" : ",") + (R"({"text":")" + number.text) +
                R"(","becomes":")" + number.becomes + "\"}";
    }
    return line.empty() ? line : line + "]}";
}

} // namespace

int main()
{
    svix::script::confineEarly();
    Console console;
    svix::script::Engine engine([&console](const std::string &level, const std::string &text) {
        console.say(level, text);
    });
    std::string request;
    std::string code;
    std::string payload;
    if (!readAll(request) || !engine.readRequest(request, code, payload)) {
        writeLine(R"({"error":{"message":"The request cannot be read","line":0,"column":0}})");
        _exit(2);
    }
    if (!svix::script::confineFully()) {
        writeLine(R"({"error":{"message":"The system does not let the code be shut in",)"
                  R"("line":0,"column":0}})");
        _exit(3);
    }
    if (const std::string line = inexactLine(payload); !line.empty()) {
        writeLine(line);
    }
    writeLine(R"({"ready":true})");
    std::string answer = engine.run(code, request);
    if (answer.size() > mostAnswer) {
        answer = R"({"error":{"message":"The result is larger than 4 MiB","line":0,"column":0}})";
    }
    writeLine(answer);
    _exit(0); // there is nothing to tidy up that the kernel does not
}
