// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"

namespace svix::sandbox {

/// Takes HTTP/1.1 requests apart, as the bytes come: any split of the input gives the same
/// requests. Chunked and counted bodies; header and body caps; what is ambiguous is refused.
class HttpReader
{
public:
    struct Limits
    {
        qsizetype headBytes = 64 * 1024;
        qsizetype headers = 100;
        qsizetype bodyBytes = 2 * 1024 * 1024;
        qint64 discardBytes = 64LL * 1024 * 1024; ///< of an oversized body, before giving up
    };
    enum class State {
        NeedMore, ///< no whole request yet
        Ready,    ///< take() one
        Broken    ///< brokenStatus() tells how to answer before closing
    };

    HttpReader() = default;
    explicit HttpReader(const Limits &limits)
        : m_limits(limits)
    {
    }

    void feed(const QByteArray &bytes) { m_buffer += bytes; }
    /// Goes on with what was fed, up to the end of one request.
    State advance();
    HttpRequest take();
    int brokenStatus() const { return m_brokenStatus; }
    /// True once after a head that says "Expect: 100-continue" while its body is still due.
    bool wantsContinue();
    bool isIdle() const { return m_phase == Phase::Head && m_buffer.isEmpty(); }
    /// Before the end of a request's headers.
    bool isInHead() const { return m_phase == Phase::Head; }

private:
    enum class Phase { Head, Counted, ChunkSize, ChunkData, ChunkEnd, Trailer, Done, Broken };

    bool step();
    bool readHead();
    bool readChunkSize();
    bool parseHead(const QByteArray &head);
    bool parseHeaders(const QList<QByteArray> &lines);
    bool chooseBody();
    bool readLine(QByteArray &line, qsizetype limit);
    bool takeBody();
    bool broken(int status);

    Limits m_limits;
    QByteArray m_buffer;
    HttpRequest m_request;
    Phase m_phase = Phase::Head;
    qsizetype m_scanned = 0; // no end of a line before it
    qsizetype m_line = 0;    // where the last line of an unfinished head begins
    qint64 m_rest = 0;       // bytes of the body or chunk still due
    qint64 m_discarded = 0;  // of an oversized body
    qsizetype m_trailer = 0;
    int m_brokenStatus = 0;
    bool m_expect = false;
};

} // namespace svix::sandbox
