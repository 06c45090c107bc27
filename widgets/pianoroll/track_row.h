// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/song_document.h"
#include "widgets/common/theme.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace solferino {

class MiniSlider;
class TrackEdits;

/// One track in the list: colour, name, instrument, volume, pan, mute and solo; folded, its colour and
/// initials.
class TrackRow final : public QWidget
{
    Q_OBJECT
public:
    TrackRow(SongDocument &document, TrackEdits &edits, TrackId track, const Theme &theme, QWidget *parent);

    [[nodiscard]] TrackId track() const { return m_track; }
    /// Takes over the properties of the track.
    void refresh();
    void setActive(bool active);
    void setFolded(bool folded);
    void startRenaming();
    void showInstruments();
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void activated();
    void menuRequested(QPoint globalPosition);
    /// The row is dragged: the pointer in the coordinates of the parent; `isDone` at its release.
    void dragged(int y, bool isDone);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void createControls();
    void arrange();
    void endRenaming(bool accepts);
    [[nodiscard]] QRect nameRect() const;
    [[nodiscard]] QRect instrumentRect() const;
    [[nodiscard]] const Track *trackOrNull() const;

    SongDocument &m_document;
    TrackEdits &m_edits;
    TrackId m_track;
    const Theme &m_theme;
    QLineEdit *m_nameEdit;
    QToolButton *m_mute;
    QToolButton *m_solo;
    QToolButton *m_instrument;
    MiniSlider *m_volume;
    MiniSlider *m_pan;
    GestureId m_gesture = 0;
    bool m_isActive = false;
    bool m_isFolded = false;
    std::optional<QPoint> m_press;
    bool m_isDragged = false;
};

} // namespace solferino
