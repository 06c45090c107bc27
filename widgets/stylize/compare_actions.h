// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/action_maker.h"
#include "widgets/stylize/compare_view.h"

#include <QObject>

class QAction;
class QActionGroup;

namespace solferino {

/// What can be done with the picture in a CompareView, as actions with text, key, icon and tip: menus, tool
/// row and command palette share them. Keys work while the focus is inside `area`.
class CompareActions final : public QObject
{
    Q_OBJECT
public:
    CompareActions(CompareView &view, const Theme &theme, QWidget *area);

    /// In the order of a menu; a null pointer is a separator.
    [[nodiscard]] const QList<QAction *> &modeActions() const { return m_modes; } ///< in CompareMode's order
    [[nodiscard]] const QList<QAction *> &viewActions() const { return m_views; }
    [[nodiscard]] const QList<QAction *> &maskActions() const { return m_masks; }
    [[nodiscard]] QAction *cropAction() const { return m_crop; }
    /// None of them works: something else stands in the view's place.
    void setSuspended(bool isSuspended);

    [[nodiscard]] QAction *fitAction() const { return m_fit; }
    [[nodiscard]] QAction *actualSizeAction() const { return m_actualSize; }
    [[nodiscard]] QAction *paintAction() const { return m_paint; }
    [[nodiscard]] QAction *eraseAction() const { return m_erase; }
    [[nodiscard]] QAction *showMaskAction() const { return m_showMask; }

Q_SIGNALS:
    void cropRequested();
    /// Another mask, by a command of the menu; `text` is what undo calls it.
    void maskRequested(const solferino::StyleMask &mask, const QString &text);

private:
    void addModes();
    void addZooms();
    void addMasks();
    void setTool(CompareTool tool, bool isOn);
    void changeBrush(int sizeSteps, double hardness);
    void update();

    CompareView &m_view;
    ActionMaker m_maker;
    QList<QAction *> m_modes;
    QList<QAction *> m_views;
    QList<QAction *> m_masks;
    QActionGroup *m_modeGroup;
    bool m_isSuspended = false;
    QAction *m_crop = nullptr;
    QAction *m_fit = nullptr;
    QAction *m_actualSize = nullptr;
    QAction *m_paint = nullptr;
    QAction *m_erase = nullptr;
    QAction *m_showMask = nullptr;
    QAction *m_clearMask = nullptr;
    QAction *m_invertMask = nullptr;
};

} // namespace solferino
