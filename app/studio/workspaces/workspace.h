// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QString>
#include <QWidget>

#include <functional>

class QUndoStack;

namespace solferino {

class Theme;

/// A panel that the window shows in one of its right docks while the workspace is in front.
struct SidePanel
{
    QString title;
    QWidget *widget = nullptr; ///< null: the dock is empty and hidden
};

/// One of the rail's places: an editor, its two side panels, its actions. The window knows workspaces by this
/// alone.
class Workspace : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString id() const = 0;       ///< "compose", for settings
    [[nodiscard]] virtual QString title() const = 0;    ///< under the rail's icon
    [[nodiscard]] virtual QString iconName() const = 0; ///< of assets/icons
    [[nodiscard]] virtual SidePanel upperPanel() = 0;
    [[nodiscard]] virtual SidePanel lowerPanel() = 0;

    /// Title of the workspace's own menu: "Song".
    [[nodiscard]] virtual QString menuTitle() const = 0;
    // Actions in the order of a menu; a null pointer is a separator. They work while the workspace is in
    // front.
    [[nodiscard]] virtual QList<QAction *> exportActions() { return {}; }
    [[nodiscard]] virtual QList<QAction *> editActions() { return {}; }
    [[nodiscard]] virtual QList<QAction *> viewActions() { return {}; }
    [[nodiscard]] virtual QList<QAction *> ownActions() { return {}; }
    [[nodiscard]] virtual QList<QAction *> modelActions() { return {}; }
    /// Where the keyboard goes when the workspace comes to the front.
    virtual void takeFocus() { setFocus(); }

protected:
    /// Undo and Redo of its document.
    [[nodiscard]] QList<QAction *> makeUndoActions(QUndoStack &stack, const Theme &theme);
    /// Makes an action that works while the workspace is in front, at the end of one of its lists.
    QAction *makeAction(QList<QAction *> &list, const QString &text, const QKeySequence &keys,
                        const QString &tip, std::function<void()> run);
};

} // namespace solferino
