// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QProxyStyle>

class QApplication;

namespace solferino {

/// Draws every stock control as DESIGN.md says, over Fusion: 28 px controls, 4 px corners, hairlines, no
/// shadows. `theme` must outlive it.
class Style final : public QProxyStyle
{
    Q_OBJECT
public:
    explicit Style(const Theme &theme);

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    [[nodiscard]] QPalette standardPalette() const override;
    [[nodiscard]] QIcon standardIcon(StandardPixmap standard, const QStyleOption *option,
                                     const QWidget *widget) const override;

    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *returnData) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl subControl, const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget) const override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
    QObject *m_focusRing;
};

/// Gives the program this style, and the palette and font of `theme`, now and whenever the theme changes.
void applyTheme(QApplication &application, const Theme &theme);

} // namespace solferino
