// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/visibletext.h"

#include <QChar>
#include <QStringDecoder>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

bool isBreak(char32_t c)
{
    return c == U'\n' || c == U'\t';
}

QString codePointMark(char32_t c)
{
    return u"\u2039U+%1\u203A"_s.arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
}

} // namespace

bool isHiddenCharacter(char32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
        return true;
    }
    if (c < 0xAD || c == 0x200C || c == 0x200D) {
        return false;
    }
    switch (QChar::category(c)) {
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        // Drawn as nothing although they count as letters, unassigned or symbols.
        return c == 0x3164 || c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFC) || c == 0x2065 ||
               (c >= 0xE0000 && c < 0xE1000 && QChar::category(c) == QChar::Other_NotAssigned);
    }
}

QString visibleText(const QString &text, LineBreaks breaks)
{
    const auto hiddenAt = [&text, breaks](qsizetype i, char32_t &c, int &units) {
        const QChar unit = text.at(i);
        c = unit.unicode();
        units = 1;
        if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            c = QChar::surrogateToUcs4(unit, text.at(i + 1));
            units = 2;
        }
        if (breaks == LineBreaks::Keep) {
            if (isBreak(c) || (c == U'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n')) {
                return false;
            }
        }
        return isHiddenCharacter(c);
    };

    char32_t c = 0;
    int units = 1;
    qsizetype i = 0;
    while (i < text.size() && !hiddenAt(i, c, units)) {
        i += units;
    }
    if (i >= text.size()) {
        return text;
    }
    QString out;
    out.reserve(text.size() + 32);
    out += QStringView(text).left(i);
    for (; i < text.size(); i += units) {
        if (hiddenAt(i, c, units)) {
            out += codePointMark(c);
        } else {
            out += QStringView(text).mid(i, units);
        }
    }
    return out;
}

QString plainTip(const QString &text)
{
    const QString visible = visibleText(text, LineBreaks::Keep);
    return Qt::mightBeRichText(visible)
               ? u"<p style='white-space:pre-wrap'>"_s + visible.toHtmlEscaped() + u"</p>"_s
               : visible;
}

int utf8Length(QByteArrayView bytes, qsizetype at)
{
    const auto byte = [&bytes](qsizetype i) {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    const auto follows = [&byte](qsizetype i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(at);
    const unsigned second = byte(at + 1);
    if (lead < 0x80U) {
        return at < bytes.size() ? 1 : 0;
    }
    if (lead >= 0xC2U && lead <= 0xDFU) {
        return follows(at + 1) ? 2 : 0;
    }
    if (lead >= 0xE0U && lead <= 0xEFU) {
        const bool inRange =
            (lead != 0xE0U || second >= 0xA0U) && (lead != 0xEDU || second < 0xA0U);
        return inRange && follows(at + 1) && follows(at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0U && lead <= 0xF4U) {
        const bool inRange =
            (lead != 0xF0U || second >= 0x90U) && (lead != 0xF4U || second < 0x90U);
        return inRange && follows(at + 1) && follows(at + 2) && follows(at + 3) ? 4 : 0;
    }
    return 0;
}

QString exactUtf8(QByteArrayView bytes)
{
    // QString::fromUtf8() drops a byte order mark; nothing may be dropped here.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::ConvertInitialBom);
    return decoder(bytes);
}

QString visibleUtf8(QByteArrayView bytes, LineBreaks breaks)
{
    QString out;
    out.reserve(bytes.size());
    qsizetype begin = 0;
    const auto flush = [&](qsizetype end) {
        if (end > begin) {
            out += visibleText(exactUtf8(bytes.sliced(begin, end - begin)), breaks);
        }
    };
    for (qsizetype i = 0; i < bytes.size();) {
        const int length = utf8Length(bytes, i);
        if (length > 0) {
            i += length;
            continue;
        }
        flush(i);
        out += u"\u2039%1\u203A"_s
                   .arg(uint(static_cast<unsigned char>(bytes[i])), 2, 16, QLatin1Char('0'))
                   .toUpper();
        begin = ++i;
    }
    flush(bytes.size());
    return out;
}

} // namespace svix
