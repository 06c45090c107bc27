// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"
#include "widgets/common/keys_provider.h"
#include "widgets/takes/take_delegate.h"

#include <QTimer>
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
class TakePanel final : public QWidget, public KeysProvider
{
    Q_OBJECT
public:
    TakePanel(Theme &theme, TakeList &takes, QWidget *parent);

    void setSurroundings(TakeDelegate::Surroundings surroundings);
    void setStylesText(TakeDelegate::StylesText text);
    /// Marks the take that is heard and shown now; 0 for none.
    void setAuditioned(TakeId id);
    /// The same, and makes it the row that keys and buttons act on without asking for it: it is shown
    /// already.
    void follow(TakeId id);
    /// What Keep and Vary do where they do something of their own.
    void setTips(const QString &keep, const QString &vary);
    /// Takes are compared here: the pointer over a picture and held keys ask for a look at another take.
    void setCompares(bool compares);
    [[nodiscard]] TakeId current() const;
    void setCurrent(TakeId id);
    /// Gives the keyboard to the list.
    void focusList();
    [[nodiscard]] QString keysTitle() const override;
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

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
    // Where takes are compared:
    /// A look at this take (0: at the one that was shown before) until peekEnded().
    void peekRequested(solferino::TakeId id);
    void peekEnded();
    /// The take as the other side of the comparison; asked for again, no longer.
    void comparisonRequested(solferino::TakeId id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFoot(QVBoxLayout &layout);
    bool handleKey(int key);
    bool handleHeldKey(const QEvent &event);
    bool dragOut();
    void hover(QPoint place);
    void endPeek();
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
    bool m_isFollowing = false;
    bool m_compares = false;
    QTimer m_hoverTimer; ///< until a look at m_hovered
    TakeId m_hovered = 0;
    bool m_isPeeking = false;
};

} // namespace solferino
