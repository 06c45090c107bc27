// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"
#include "widgets/pianoroll/roll_state.h"
#include "widgets/pianoroll/track_edits.h"

#include <QWidget>

#include <vector>

class QAction;
class QMenu;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace solferino {

class TextLabel;
class TrackRow;

/// The tracks of the song: the active one is the one that the roll edits. Up and Down change it, Alt+Up and
/// Alt+Down (or a drag) move it, F2 renames it. Folded, it shows colours and initials alone.
class TrackList final : public QWidget
{
    Q_OBJECT
public:
    TrackList(RollState &state, const Theme &theme, QWidget *parent);

    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const { return m_isFolded; }
    /// Add, duplicate, rename, instrument, mute, solo, move, delete.
    [[nodiscard]] QMenu *menu() const { return m_menu; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void createHeader(QVBoxLayout &layout);
    void createActions();
    void createMenu();
    void refresh();
    void rebuild();
    void updateActive();
    void dropAt(TrackRow *row, int y, bool isDone);
    void showMenu(QPoint globalPosition);
    void stepActive(int offset);
    void updateSizes();
    [[nodiscard]] TrackRow *activeRow() const;

    RollState &m_state;
    const Theme &m_theme;
    TrackEdits m_edits;
    bool m_isFolded = false;
    QList<QAction *> m_actions; ///< a null pointer is a separator
    QMenu *m_menu;
    QWidget *m_header;
    TextLabel *m_title;
    QToolButton *m_addButton;
    QScrollArea *m_area;
    QWidget *m_content;
    QVBoxLayout *m_rowLayout;
    QWidget *m_dropLine;
    std::vector<TrackRow *> m_rows;
};

} // namespace solferino
