// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"
#include "widgets/takes/take_delegate.h"

#include <QWidget>

class QListView;
class QStackedLayout;
class QVBoxLayout;

namespace solferino {

class Button;
class TakeList;
class Theme;

/// The takes of a workspace: a list that the arrow keys audition, with Keep, Vary and Discard at its foot.
/// It asks; whoever listens acts.
class TakePanel final : public QWidget
{
    Q_OBJECT
public:
    TakePanel(Theme &theme, TakeList &takes, QWidget *parent);

    void setSurroundings(TakeDelegate::Surroundings surroundings);
    void setStylesText(TakeDelegate::StylesText text);
    /// Marks the take that is heard and shown now; 0 for none.
    void setAuditioned(TakeId id);
    [[nodiscard]] TakeId current() const;
    void setCurrent(TakeId id);
    /// Gives the keyboard to the list.
    void focusList();

Q_SIGNALS:
    void auditionRequested(solferino::TakeId id);
    void keepRequested(solferino::TakeId id);
    void varyRequested(solferino::TakeId id);
    void repeatRequested(solferino::TakeId id);
    void settingsRequested(solferino::TakeId id);
    void commandLineRequested(solferino::TakeId id);
    void exportRequested(solferino::TakeId id);
    /// The take is being dragged out of the window: the listener answers with a file's path.
    void fileRequested(solferino::TakeId id, QString *path);
    void closed(); ///< Esc: no take is shown any more

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFoot(QVBoxLayout &layout);
    bool handleKey(int key);
    void toggleStar();
    void discard();
    void showMenu(const QPoint &position);
    void updateState();

    Theme &m_theme;
    TakeList &m_takes;
    TakeDelegate *m_delegate;
    QListView *m_view;
    QStackedLayout *m_stack;
    Button *m_keep;
    Button *m_vary;
    Button *m_discard;
};

} // namespace solferino
