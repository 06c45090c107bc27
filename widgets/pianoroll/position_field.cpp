// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/position_field.h"

#include "widgets/common/text_label.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionFrame>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

PositionField::PositionField(RollState &state, const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_state(state)
    , m_theme(theme)
{
    setAccessibleName(tr("Position"));
    setToolTip(tr("Playhead as bar.beat.tick; type a place and press Return to go there"));
    setAlignment(Qt::AlignCenter);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QLineEdit::returnPressed, this, &PositionField::commit);
    connect(&state, &RollState::playheadChanged, this, &PositionField::showPosition);
    connect(&state, &RollState::timelineChanged, this, &PositionField::showPosition);
    const auto adopt = [this] {
        setFont(m_theme.font(FontRole::Title));
        setFixedWidth(tabularWidth(QFontMetrics(font()), u"0000.0.000"_s) + 12);
    };
    connect(&theme, &Theme::changed, this, adopt);
    adopt();
    showPosition();
}

QString PositionField::positionText() const
{
    const BarPosition place = m_state.tempoMap().barAt(m_state.playhead());
    return u"%1.%2.%3"_s.arg(place.bar + 1).arg(place.beat + 1).arg(place.tick, 3, 10, QChar(u'0'));
}

void PositionField::showPosition()
{
    if (!hasFocus()) {
        setText(positionText());
    }
}

void PositionField::commit()
{
    const QStringList parts = text().split(u'.');
    const std::int64_t bar = std::max<std::int64_t>(1, parts.value(0).toLongLong()) - 1;
    const int beat = std::max(1, parts.value(1, u"1"_s).toInt()) - 1;
    const Tick tick = std::max<Tick>(0, parts.value(2).toLongLong());
    const TempoMap &map = m_state.tempoMap();
    const Tick start = map.tickOfBar(bar);
    Q_EMIT seekRequested(start + beat * map.ticksPerBeatAt(start) + tick);
    clearFocus();
}

void PositionField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        clearFocus();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void PositionField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    setText(positionText());
}

void PositionField::paintEvent(QPaintEvent *event)
{
    if (hasFocus()) {
        QLineEdit::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QStyleOptionFrame option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    painter.setFont(font());
    painter.setPen(m_theme.color(Role::Text));
    drawTabularText(painter, rect(), Qt::AlignCenter, text());
}

} // namespace solferino
