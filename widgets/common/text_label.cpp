// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/text_label.h"

#include <QPainter>

#include <algorithm>

namespace solferino {

namespace {

int widestDigit(const QFontMetrics &metrics)
{
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

} // namespace

TextLabel::TextLabel(const Theme &theme, FontRole font, Role color, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_fontRole(font)
    , m_colorRole(color)
{
    setTextFormat(Qt::PlainText);
    follow();
    connect(&theme, &Theme::changed, this, &TextLabel::follow);
}

void TextLabel::follow()
{
    setFont(m_theme.font(m_fontRole));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_colorRole));
    colors.setColor(QPalette::Disabled, QPalette::WindowText, m_theme.color(Role::TextDisabled));
    colors.setColor(QPalette::Link, m_theme.color(Role::Text));
    setPalette(colors);
    if (textFormat() == Qt::RichText) {
        // A document takes the colour of its links when it is read.
        const QString content = text();
        clear();
        setText(content);
    }
}

void TextLabel::setColorRole(Role color)
{
    m_colorRole = color;
    follow();
}

void TextLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elideMode = mode;
    updateGeometry();
    update();
}

void TextLabel::setTabular(bool isTabular)
{
    m_isTabular = isTabular;
    updateGeometry();
    update();
}

QSize TextLabel::sizeHint() const
{
    const QSize hint = QLabel::sizeHint();
    return m_isTabular ? QSize(tabularWidth(fontMetrics(), text()), hint.height()) : hint;
}

QSize TextLabel::minimumSizeHint() const
{
    if (m_elideMode == Qt::ElideNone)
        return QLabel::minimumSizeHint();
    return {fontMetrics().horizontalAdvance(u'M') * 3, QLabel::minimumSizeHint().height()};
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (m_elideMode == Qt::ElideNone) {
        QLabel::paintEvent(event);
        return;
    }
    const QRect area = contentsRect();
    const bool isWhole = m_isTabular && tabularWidth(fontMetrics(), text()) <= area.width();
    const QString shown = isWhole ? text() : fontMetrics().elidedText(text(), m_elideMode, area.width());
    setToolTip(shown == text() ? QString() : text());
    QPainter painter(this);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Normal : QPalette::Disabled, QPalette::WindowText));
    if (isWhole)
        drawTabularText(painter, area, alignment(), shown);
    else
        painter.drawText(area, int(alignment()) | Qt::TextSingleLine, shown);
}

NumberLabel::NumberLabel(const Theme &theme, FontRole font, Role color, QWidget *parent)
    : TextLabel(theme, font, color, parent)
{
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void NumberLabel::setWidest(const QString &text)
{
    m_widest = text;
    updateGeometry();
}

QSize NumberLabel::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {std::max(tabularWidth(metrics, m_widest), tabularWidth(metrics, text())), metrics.height()};
}

QSize NumberLabel::minimumSizeHint() const
{
    return sizeHint();
}

void NumberLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Normal : QPalette::Disabled, QPalette::WindowText));
    drawTabularText(painter, contentsRect(), alignment(), text());
}

int tabularWidth(const QFontMetrics &metrics, const QString &text)
{
    const int digit = widestDigit(metrics);
    int width = 0;
    for (const QChar character : text)
        width += character.isDigit() ? digit : metrics.horizontalAdvance(character);
    return width;
}

void drawTabularText(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int digit = widestDigit(metrics);
    const int spare = rect.width() - tabularWidth(metrics, text);
    int x = rect.left();
    if (alignment & Qt::AlignRight)
        x += spare;
    else if (alignment & Qt::AlignHCenter)
        x += spare / 2;
    const int baseline = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2;
    for (const QChar character : text) {
        const int width = metrics.horizontalAdvance(character);
        const int cell = character.isDigit() ? digit : width;
        painter.drawText(x + (cell - width) / 2, baseline, QString(character));
        x += cell;
    }
}

} // namespace solferino
