// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/keys_provider.h"
#include "widgets/stylize/style_mix.h"

#include <QImage>
#include <QWidget>

namespace solferino {

class Theme;

/// A puck between up to four corners, each a style: its place is the mix.
class MixPad final : public QWidget, public KeysProvider
{
    Q_OBJECT
public:
    MixPad(const Theme &theme, QWidget *parent);

    struct Corner
    {
        QImage picture;
        QString title;
    };
    /// One corner for each style of the mix.
    void setMix(const StyleMix &mix, std::vector<Corner> corners);

    [[nodiscard]] QPointF puckCenter() const;
    [[nodiscard]] QPointF cornerCenter(std::size_t index) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QString keysTitle() const override;
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

Q_SIGNALS:
    void mixRequested(const std::vector<solferino::MixedStyle> &mix);
    void gestureBegan();
    void gestureEnded();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF room() const;
    [[nodiscard]] QString titleAt(QPoint position) const;
    void movePuck(QPointF position);
    void moveTo(QPointF place);
    void paintCorner(QPainter &painter, std::size_t index) const;

    const Theme &m_theme;
    StyleMix m_mix;
    std::vector<Corner> m_corners;
    QPointF m_place{0.5, 0.5}; ///< of the puck, in the square from (0, 0) to (1, 1)
    bool m_isDragging = false;
};

} // namespace solferino
