// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QLabel>

namespace solferino {

/// A label in a font and a colour of the theme. Plain text unless setTextFormat says otherwise.
class TextLabel : public QLabel
{
    Q_OBJECT
public:
    TextLabel(const Theme &theme, FontRole font, Role color, QWidget *parent);

    void setColorRole(Role color);
    /// Shortens a text that is too long for the label, with the whole text as tooltip. Default: not at all.
    void setElideMode(Qt::TextElideMode mode);
    /// Gives every digit the same width, for figures that change in place. For single lines that elide.
    void setTabular(bool isTabular);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    void follow();

    const Theme &m_theme;
    FontRole m_fontRole;
    Role m_colorRole;
    Qt::TextElideMode m_elideMode = Qt::ElideNone;
    bool m_isTabular = false;
};

/// A number that changes in place: every digit takes the width of the widest one, and the label keeps the
/// width of the longest text it has to show.
class NumberLabel final : public TextLabel
{
    Q_OBJECT
public:
    NumberLabel(const Theme &theme, FontRole font, Role color, QWidget *parent);

    /// Reserves the width of a text like this one ("00,000").
    void setWidest(const QString &text);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_widest;
};

/// Width of `text` with digits of equal width.
[[nodiscard]] int tabularWidth(const QFontMetrics &metrics, const QString &text);
/// Draws one line of text with digits of equal width, in the painter's font and pen.
void drawTabularText(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text);

} // namespace solferino
