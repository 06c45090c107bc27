// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"
#include "core/domain/sketch/drawing.h"
#include "widgets/common/keys_provider.h"

#include <QWidget>

#include <array>
#include <unordered_map>
#include <vector>

namespace solferino {

class TakeList;
class Theme;

/// Nine takes at once, drawn where they begin: the person's strokes solid, the model's dashed. Digits, arrows
/// and clicks audition, Return keeps. It asks; whoever listens acts. Serves endings and reconstructions.
class EndingsGrid final : public QWidget, public KeysProvider
{
    Q_OBJECT
public:
    static constexpr int kColumns = 3;
    static constexpr int kCells = kColumns * kColumns;

    EndingsGrid(const Theme &theme, TakeList &takes, QWidget *parent);

    /// The takes of the cells, at most nine of them; empty: the last nine of the list, whichever they are.
    void setTakes(std::vector<TakeId> ids);
    /// The take of a cell, 0..8; 0 where it is empty.
    [[nodiscard]] TakeId takeAt(int cell) const;
    /// Gives this take the border; 0 for none.
    void setAuditioned(TakeId id);
    [[nodiscard]] TakeId auditioned() const { return m_auditioned; }
    /// What the auditioned cell says; the default speaks of endings.
    void setKeepHint(const QString &hint);

    [[nodiscard]] QRect cellRect(int cell) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString keysTitle() const override;
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

Q_SIGNALS:
    void auditionRequested(solferino::TakeId id);
    void keepRequested(solferino::TakeId id);
    void varyRequested(solferino::TakeId id);
    void closed(); ///< Esc

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void refresh();
    void updateCell(TakeId id);
    void growFrame(TakeId id);
    [[nodiscard]] double commonScale() const;
    void paintCell(QPainter &painter, int cell) const;
    void paintDrawing(QPainter &painter, const QRect &cell, const Take &take) const;
    void paintTexts(QPainter &painter, const QRect &cell, int number, const Take *take) const;
    [[nodiscard]] QString noteOf(const Take &take) const;
    [[nodiscard]] int cellAt(const QPoint &position) const; ///< -1 between the cells
    [[nodiscard]] int cellOf(TakeId id) const;              ///< -1 for none
    [[nodiscard]] QRect starRect(const QRect &cell) const;
    [[nodiscard]] bool isOnStar(int cell, const QPoint &position) const;
    [[nodiscard]] QRectF pictureRect(const QRect &cell) const;
    void hover(int cell);
    void audition(int cell);
    void moveBy(int columns, int rows);

    const Theme &m_theme;
    TakeList &m_takes;
    std::vector<TakeId> m_chosen; ///< as set; empty: the last nine
    std::array<TakeId, kCells> m_shown{};
    /// What each cell leaves room for: grows in steps, so that a drawing does not move at every point.
    std::unordered_map<TakeId, Bounds> m_frames;
    double m_scale = 1.0; ///< of all cells but those that need a smaller one
    TakeId m_auditioned = 0;
    int m_hovered = -1;
    QString m_keepHint;
};

} // namespace solferino
