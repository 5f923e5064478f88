// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/httpreader.h"

#include <algorithm>
#include <cstring>

namespace svix::sandbox {

namespace {

bool isTokenChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

// Spaces and tabs may stand in a value; other control characters are how requests are smuggled.
bool isValue(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return (u < 0x20 && c != '\t') || u == 0x7f;
    });
}

// A space before the colon or a folded line is how, too.
bool isHeaderLine(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    return colon > 0 && isToken(QByteArrayView(line).first(colon)) && isValue(line);
}

// Digits only: QByteArray::toLongLong would also take signs and spaces.
std::optional<qint64> number(QByteArrayView text, int base)
{
    const bool good =
        !text.isEmpty() && text.size() <= 15 && std::all_of(text.begin(), text.end(), [&](char c) {
            return base == 16 ? std::isxdigit(static_cast<unsigned char>(c)) != 0
                              : c >= '0' && c <= '9';
        });
    return good ? std::optional(text.toByteArray().toLongLong(nullptr, base)) : std::nullopt;
}

} // namespace

HttpReader::State HttpReader::advance()
{
    while (m_phase != Phase::Done && m_phase != Phase::Broken) {
        if (!step()) {
            break;
        }
    }
    if (m_phase == Phase::Broken) {
        return State::Broken;
    }
    return m_phase == Phase::Done ? State::Ready : State::NeedMore;
}

HttpRequest HttpReader::take()
{
    m_phase = Phase::Head;
    m_expect = false;
    m_discarded = 0;
    return std::exchange(m_request, {});
}

bool HttpReader::wantsContinue()
{
    return m_phase != Phase::Head && m_phase != Phase::Done && std::exchange(m_expect, false);
}

bool HttpReader::broken(int status)
{
    m_phase = Phase::Broken;
    m_brokenStatus = status;
    m_buffer.clear();
    return false;
}

// One step; false when more bytes are needed or nothing can be done.
bool HttpReader::step()
{
    QByteArray line;
    switch (m_phase) {
    case Phase::Head:
        return readHead();
    case Phase::Counted:
    case Phase::ChunkData:
        if (!takeBody()) {
            return false;
        }
        m_phase = m_phase == Phase::Counted ? Phase::Done : Phase::ChunkEnd;
        return true;
    case Phase::ChunkSize:
        return readChunkSize();
    case Phase::ChunkEnd:
        if (!readLine(line, 0)) {
            return false;
        }
        if (!line.isEmpty()) {
            return broken(400);
        }
        m_phase = Phase::ChunkSize;
        return true;
    case Phase::Trailer:
        if (!readLine(line, m_limits.headBytes)) {
            return false;
        }
        m_trailer += line.size();
        if (m_trailer > m_limits.headBytes) {
            return broken(431);
        }
        if (line.isEmpty()) {
            m_phase = Phase::Done;
            return true;
        }
        return isHeaderLine(line) || broken(400);
    case Phase::Done:
    case Phase::Broken:
        break;
    }
    return false;
}

bool HttpReader::readHead()
{
    // A client may end its last body with an empty line too many.
    while (m_scanned == 0 && m_buffer.startsWith("\r\n")) {
        m_buffer.remove(0, 2);
    }
    if (m_buffer.isEmpty() || m_buffer == "\r") {
        return false;
    }
    if (!isTokenChar(m_buffer.front())) {
        return broken(400); // such as TLS, which would go on without any line
    }
    for (;;) {
        const qsizetype end = m_buffer.indexOf('\n', m_scanned);
        if ((end < 0 ? m_buffer.size() : end) > m_limits.headBytes + 3) {
            return broken(431);
        }
        if (end < 0) {
            m_scanned = m_buffer.size();
            return false;
        }
        if (m_buffer[end - 1] != '\r') {
            return broken(400);
        }
        if (end - 1 == m_line) {
            const QByteArray head = m_buffer.first(m_line - 2);
            m_buffer.remove(0, end + 1);
            m_scanned = 0;
            m_line = 0;
            return parseHead(head);
        }
        m_scanned = end + 1;
        m_line = end + 1;
    }
}

bool HttpReader::parseHead(const QByteArray &head)
{
    QList<QByteArray> lines;
    for (qsizetype at = 0; at <= head.size();) {
        qsizetype next = head.indexOf("\r\n", at);
        next = next < 0 ? head.size() : next;
        lines.append(head.sliced(at, next - at));
        at = next + 2;
    }
    const QList<QByteArray> parts = lines.takeFirst().split(' ');
    if (parts.size() != 3 || !isToken(parts[0])) {
        return broken(400);
    }
    if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") {
        return broken(parts[2].startsWith("HTTP/") ? 505 : 400);
    }
    const bool visible = std::all_of(parts[1].cbegin(), parts[1].cend(),
                                     [](char c) { return static_cast<unsigned char>(c) > 0x20; });
    if (!visible || !parts[1].startsWith('/')) {
        return broken(400);
    }
    m_request.method = parts[0];
    m_request.target = parts[1];
    m_request.minorVersion = parts[2].endsWith('1') ? 1 : 0;
    if (lines.size() > m_limits.headers) {
        return broken(431);
    }
    return parseHeaders(lines) && chooseBody();
}

bool HttpReader::parseHeaders(const QList<QByteArray> &lines)
{
    for (const QByteArray &line : lines) {
        if (!isHeaderLine(line)) {
            return broken(400);
        }
        const qsizetype colon = line.indexOf(':');
        m_request.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    return true;
}

bool HttpReader::chooseBody()
{
    // Said twice, another reader on the way might have believed the other one.
    for (const char *once : {"content-length", "transfer-encoding", "host"}) {
        const auto same = [&](const auto &header) {
            return header.first.compare(once, Qt::CaseInsensitive) == 0;
        };
        const HeaderList &headers = m_request.headers;
        if (std::count_if(headers.cbegin(), headers.cend(), same) > 1) {
            return broken(400);
        }
    }
    const QByteArray *coding = m_request.header("transfer-encoding");
    const QByteArray *length = m_request.header("content-length");
    const QByteArray *expect = m_request.header("expect");
    m_expect = expect && expect->compare("100-continue", Qt::CaseInsensitive) == 0;
    if (coding) {
        if (length || m_request.minorVersion == 0 ||
            coding->compare("chunked", Qt::CaseInsensitive) != 0) {
            return broken(400);
        }
        m_phase = Phase::ChunkSize;
        m_trailer = 0;
        return true;
    }
    if (!length) {
        m_phase = Phase::Done;
        return true;
    }
    const auto bytes = number(*length, 10);
    if (!bytes) {
        return broken(400);
    }
    m_rest = *bytes;
    if (m_rest > m_limits.discardBytes) {
        return broken(413);
    }
    m_request.bodyTooLarge = m_rest > m_limits.bodyBytes;
    if (m_expect && m_request.bodyTooLarge) {
        return broken(413); // it asks before it sends
    }
    m_phase = Phase::Counted;
    return true;
}

bool HttpReader::readChunkSize()
{
    QByteArray line;
    if (!readLine(line, 1024)) {
        return false;
    }
    const qsizetype extension = line.indexOf(';');
    QByteArrayView digits = QByteArrayView(line).first(extension < 0 ? line.size() : extension);
    while (digits.endsWith(' ') || digits.endsWith('\t')) {
        digits.chop(1);
    }
    const auto size = number(digits, 16);
    if (!size) {
        return broken(400);
    }
    m_rest = *size;
    if (m_rest > m_limits.discardBytes) {
        return broken(413);
    }
    m_phase = m_rest == 0 ? Phase::Trailer : Phase::ChunkData;
    return true;
}

// A line without its end; false while it is not whole.
bool HttpReader::readLine(QByteArray &line, qsizetype limit)
{
    const qsizetype end = m_buffer.indexOf('\n', m_scanned);
    if ((end < 0 ? m_buffer.size() : end) > limit + 1) {
        return broken(400);
    }
    if (end < 0) {
        m_scanned = m_buffer.size();
        return false;
    }
    m_scanned = 0;
    line = m_buffer.first(std::max<qsizetype>(end - 1, 0));
    if (end == 0 || m_buffer[end - 1] != '\r' || !isValue(line)) {
        return broken(400);
    }
    m_buffer.remove(0, end + 1);
    return true;
}

// True when the body, or this chunk, is whole.
bool HttpReader::takeBody()
{
    const qsizetype size = static_cast<qsizetype>(std::min<qint64>(m_rest, m_buffer.size()));
    if (!m_request.bodyTooLarge && m_request.body.size() + size > m_limits.bodyBytes) {
        m_request.bodyTooLarge = true;
    }
    if (m_request.bodyTooLarge) {
        m_request.body.clear();
        m_discarded += size;
        if (m_discarded > m_limits.discardBytes) {
            return broken(413);
        }
    } else {
        m_request.body.append(m_buffer.constData(), size);
    }
    m_buffer.remove(0, size);
    m_rest -= size;
    return m_rest == 0;
}

} // namespace svix::sandbox
