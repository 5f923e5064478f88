// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/numbers.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace svix::script {

namespace {

// A decimal number as its digits without zeros around them, and the power of ten of the last one.
struct Decimal
{
    std::string digits;
    long exponent = 0;
    bool operator==(const Decimal &) const = default;
};

Decimal decimalOf(std::string_view text)
{
    Decimal out;
    bool fraction = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == 'e' || c == 'E') {
            out.exponent += std::strtol(std::string(text.substr(i + 1)).c_str(), nullptr, 10);
            break;
        }
        if (c == '.') {
            fraction = true;
        } else if (c >= '0' && c <= '9') {
            out.digits += c;
            out.exponent -= fraction ? 1 : 0;
        }
    }
    while (!out.digits.empty() && out.digits.back() == '0') {
        out.digits.pop_back();
        ++out.exponent;
    }
    out.digits.erase(0, out.digits.find_first_not_of('0'));
    if (out.digits.empty()) {
        out.exponent = 0;
    }
    return out;
}

std::string shortest(double value)
{
    char buffer[400];
    // As JavaScript prints it: whole up to 21 digits.
    const auto format =
        std::fabs(value) < 1e21 ? std::chars_format::fixed : std::chars_format::scientific;
    const auto end = std::fabs(value) != 0 && std::fabs(value) < 1e-6
                         ? std::to_chars(buffer, buffer + sizeof buffer, value)
                         : std::to_chars(buffer, buffer + sizeof buffer, value, format);
    std::string text(buffer, end.ptr);
    // to_chars writes a large whole number with all its digits; JavaScript fills up with zeros.
    if (format == std::chars_format::fixed && text.find('.') == std::string::npos) {
        const Decimal exact = decimalOf(
            {buffer, static_cast<std::size_t>(std::to_chars(buffer, buffer + sizeof buffer, value,
                                                            std::chars_format::scientific)
                                                  .ptr -
                                              buffer)});
        if (exact.exponent > 0) {
            text = (value < 0 ? "-" : "") + exact.digits +
                   std::string(static_cast<std::size_t>(exact.exponent), '0');
        }
    }
    return text;
}

} // namespace

std::vector<InexactNumber> inexactNumbers(std::string_view json, std::size_t most)
{
    std::vector<InexactNumber> found;
    for (std::size_t i = 0; i < json.size() && found.size() < most; ++i) {
        if (json[i] == '"') {
            for (++i; i < json.size() && json[i] != '"'; ++i) {
                i += json[i] == '\\' ? 1 : 0;
            }
            continue;
        }
        if (json[i] != '-' && (json[i] < '0' || json[i] > '9')) {
            continue;
        }
        const std::size_t end = std::min(json.find_first_not_of("+-.0123456789eE", i), json.size());
        const std::string text(json.substr(i, end - i));
        i = end - 1;
        const double value = std::strtod(text.c_str(), nullptr);
        if (!std::isfinite(value)) {
            found.push_back({text, "null"});
        } else if (const std::string becomes = shortest(value);
                   !(decimalOf(becomes) == decimalOf(text))) {
            found.push_back({text, becomes});
        }
    }
    return found;
}

} // namespace svix::script
