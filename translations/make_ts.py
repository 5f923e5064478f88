#!/usr/bin/env python3
# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a translation that no person has to: from what lupdate found in the sources.

    make_ts.py en  TEMPLATE.ts OUT.ts   English: only the plural forms, from the marks in the source text
    make_ts.py qps TEMPLATE.ts OUT.ts   the pseudo-locale: accented, about 40 % longer, in brackets
    make_ts.py --self-test

Marks of a plural in the source text: "message(s)" is "message" or "messages", "batch(es)" is "batch" or
"batches", "quer(y|ies)" and "(is|are)" hold both endings. OUT.ts is left alone when nothing changed, so
that a build stops there.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ET

# What a translation must carry over unchanged: places for values, mark-up, entities, escapes, URLs.
KEEP = re.compile(
    r"%L?\d{1,2}|%L?n|%%|<[^<>]+>|&(?:amp|lt|gt|quot|apos|nbsp|#\d+);|\\[nt]|https?://\S+|\{\w+\}"
    r"|&[A-Za-z0-9]"
)
PLURAL = re.compile(r"\((s|es|[\w']*\|[\w']+)\)")
ACCENTS = str.maketrans(
    "AaBbCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz",
    "ÅáßƀÇçÐðÉéĞğĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž",
)
PADDING = "one two three four five six seven eight nine ten "


def plural(text, many):
    """The text with its plural marks resolved to one (many=False) or more."""

    def ending(match):
        one, bar, more = match.group(1).partition("|")
        if not bar:
            return one if many else ""
        return more if many else one

    return PLURAL.sub(ending, text)


def has_plural_mark(text):
    return PLURAL.search(text) is not None


def pseudo(text):
    """The text accented, in brackets and about 40 % longer, places for values kept."""
    if not text.strip():
        return text
    parts = []
    end = 0
    for match in KEEP.finditer(text):
        parts.append(text[end : match.start()].translate(ACCENTS))
        parts.append(match.group())
        end = match.end()
    parts.append(text[end:].translate(ACCENTS))
    visible = len(KEEP.sub("", text))
    wanted = max(1, round(visible * 0.4) - 2)
    padding = (PADDING * (wanted // len(PADDING) + 1))[:wanted].strip()
    return "[" + "".join(parts) + " " + padding + "]"


def convert(template, kind):
    """The tree of a .ts file with every message translated; only plural ones for English."""
    root = ET.parse(template).getroot()
    out = ET.Element("TS", {"version": "2.1", "language": "en"})
    for context in root.iter("context"):
        name = context.findtext("name", "")
        messages = []
        for message in context.iter("message"):
            if message.find("translation") is None or message.find("translation").get("type") in (
                "vanished",
                "obsolete",
            ):
                continue
            numerus = message.get("numerus") == "yes"
            if kind == "en" and not numerus:
                continue
            copy = ET.Element("message", {"numerus": "yes"} if numerus else {})
            source = message.findtext("source", "")
            ET.SubElement(copy, "source").text = source
            if message.findtext("comment"):
                ET.SubElement(copy, "comment").text = message.findtext("comment")
            translation = ET.SubElement(copy, "translation")
            forms = [plural(source, False), plural(source, True)] if numerus else [source]
            if kind == "qps":
                forms = [pseudo(form) for form in forms]
            if numerus:
                for form in forms:
                    ET.SubElement(translation, "numerusform").text = form
            else:
                translation.text = forms[0]
            messages.append(copy)
        if messages:
            target = ET.SubElement(out, "context")
            ET.SubElement(target, "name").text = name
            target.extend(messages)
    ET.indent(out)
    return '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + ET.tostring(
        out, encoding="unicode"
    ) + "\n"


def self_test():
    pairs = {
        (plural("%n message(s)", False), "%n message"),
        (plural("%n message(s)", True), "%n messages"),
        (plural("%n quer(y|ies) (is|are) open", False), "%n query is open"),
        (plural("%n quer(y|ies) (is|are) open", True), "%n queries are open"),
        (plural("%n batch(es)", True), "%n batches"),
        (plural("f(x) stays", True), "f(x) stays"),
    }
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    for text in ("&Send %1 of %n to <b>%L2</b>", "Save && close", "a\nb", "100 %"):
        made = pseudo(text)
        if KEEP.findall(made) != KEEP.findall(text) or made.count("\n") != text.count("\n"):
            wrong.append((text, made))
        if len(KEEP.sub("", made)) < 1.3 * len(KEEP.sub("", text)) or not made.startswith("["):
            wrong.append((text, made))
    for pair in wrong:
        print("wrong:", *pair, file=sys.stderr)
    return 1 if wrong else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) != 3 or arguments[0] not in ("en", "qps"):
        print(__doc__, file=sys.stderr)
        return 2
    kind, template, out = arguments
    text = convert(template, kind)
    path = pathlib.Path(out)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
