// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/answerbox.h"

#include "panes/attemptgroups.h"
#include "panes/times.h"
#include "widgets/minutetick.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace svix {

namespace {

constexpr qsizetype mostCharacters = 600;
constexpr int mostLines = 8;

QString excerpt(const QString &response)
{
    const QString all = visibleText(response.left(mostCharacters + 1), LineBreaks::Keep);
    QStringList lines = all.left(mostCharacters).split(u'\n');
    const bool cut = all.size() > mostCharacters || lines.size() > mostLines;
    lines = lines.first(std::min<qsizetype>(lines.size(), mostLines));
    return lines.join(u'\n').trimmed() + (cut ? QStringLiteral(" …") : QString());
}

} // namespace

AnswerBox::AnswerBox(QWidget *parent)
    : QFrame(parent)
    , m_text(new TitleLabel({}, TextRole::Mono, this))
    , m_facts(new TitleLabel({}, TextRole::Caption, this))
    , m_open(new QPushButton(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    // A label breaks lines at words only: one long word must not push the rest off the page.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("answerText"));
    static_cast<TitleLabel *>(m_facts)->setMuted(true);
    m_facts->setObjectName(QStringLiteral("answerFacts"));
    m_facts->setWordWrap(true);
    m_open->setText(tr("Open attempt"));
    m_open->setProperty("kind", QStringLiteral("link"));
    m_open->setObjectName(QStringLiteral("openAttempt"));
    connect(m_open, &QPushButton::clicked, this, &AnswerBox::opened);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
    layout->setSpacing(unit());
    layout->addWidget(m_text);
    auto *line = new QHBoxLayout;
    line->addWidget(m_facts, 1);
    line->addWidget(m_open);
    layout->addLayout(line);
    new MinuteTick(this, [this] { showFacts(); }); // its times are relative to now
}

void AnswerBox::setAttempt(const AttemptOut &attempt, qint64 nextAttempt, bool withTime)
{
    m_attempt = attempt;
    m_nextAttempt = nextAttempt;
    m_withTime = withTime;
    const QString shown = excerpt(attempt.response);
    m_text->setText(attempt.response == QLatin1String("EXPUNGED") ? tr("The answer was deleted.")
                    : shown.isEmpty()                             ? tr("The answer had no body.")
                                                                  : shown);
    m_open->setAccessibleName(tr("Open attempt %1").arg(attempt.id));
    showFacts();
}

void AnswerBox::showFacts()
{
    QStringList facts;
    if (m_withTime) {
        facts.append(attemptCodeText(m_attempt));
        facts.append(relativeTime(m_attempt.timestamp.milliseconds()));
    }
    facts.append(attemptFacts(m_attempt));
    if (m_nextAttempt > 0) {
        facts.append(tr("next try %1").arg(relativeTime(m_nextAttempt)));
    }
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

void AnswerBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = Tokens::of(this);
    painter.setPen(tokens.hairline);
    painter.setBrush(tokens.window);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), scaled(4), scaled(4));
}

} // namespace svix
