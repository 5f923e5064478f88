// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/eventtypechoice.h"

#include "widgets/json/jsonwalk.h"

#include <QList>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// Where the members or elements of the outermost value stand, so that digits and order survive.
class MemberSpans : public JsonSink
{
public:
    struct Span
    {
        QString name;
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    explicit MemberSpans(const QByteArray &json)
        : m_json(json)
    {
        if (walkJson(json, *this).isFault()) {
            m_spans.clear();
        }
    }

    void token(JsonToken token, qsizetype begin, qsizetype end) override
    {
        switch (token) {
        case JsonToken::ObjectBegin:
        case JsonToken::ArrayBegin:
            if (m_depth++ == 1) {
                m_spans.append({m_name, begin, end});
            }
            return;
        case JsonToken::ObjectEnd:
        case JsonToken::ArrayEnd:
            if (--m_depth == 1) {
                m_spans.last().end = end;
            }
            return;
        case JsonToken::Name:
            if (m_depth == 1) {
                m_name = decodeJsonString(QByteArrayView(m_json).sliced(begin, end - begin));
            }
            return;
        default:
            if (m_depth == 1) {
                m_spans.append({m_name, begin, end});
            }
            return;
        }
    }

    QByteArray value(const QString &name) const
    {
        for (const Span &span : m_spans) {
            if (span.name == name) {
                return text(span);
            }
        }
        return {};
    }
    QByteArray text(const Span &span) const
    {
        return m_json.mid(span.begin, span.end - span.begin);
    }
    const QList<Span> &spans() const { return m_spans; }

private:
    QByteArray m_json;
    QList<Span> m_spans;
    QString m_name;
    int m_depth = 0;
};

} // namespace

SchemaExample latestSchema(const QByteArray &schemas)
{
    const MemberSpans versions(schemas);
    SchemaExample latest;
    for (const MemberSpans::Span &span : versions.spans()) {
        if (latest.version.isEmpty() || span.name.toInt() >= latest.version.toInt()) {
            latest.version = span.name;
            latest.schema = versions.text(span);
        }
    }
    if (!latest.schema.startsWith('{')) {
        return {};
    }
    const MemberSpans schema(latest.schema);
    const QByteArray list = schema.value(u"examples"_s);
    const MemberSpans examples(list);
    latest.example = list.startsWith('[') && !examples.spans().isEmpty()
                         ? examples.text(examples.spans().first())
                         : schema.value(u"example"_s);
    return latest;
}

bool isEventTypeName(const QString &text)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9\\-_.]{1,256}\\z"_s);
    return name.match(text).hasMatch();
}

} // namespace svix
