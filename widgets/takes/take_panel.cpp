// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/takes/take_panel.h"

#include "core/documents/take_list.h"
#include "widgets/common/button.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QDrag>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QStackedLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHoverDelay = 250; ///< ms over a picture until it is looked at

TakeId idAt(const QModelIndex &index)
{
    return index.isValid() ? index.data(TakeList::IdRole).toULongLong() : 0;
}

} // namespace

TakePanel::TakePanel(Theme &theme, TakeList &takes, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_takes(takes)
    , m_delegate(new TakeDelegate(theme, takes, this))
    , m_view(new QListView(this))
    , m_stack(new QStackedLayout)
    , m_keep(new Button(theme, tr("Keep"), Emphasis::Person, this))
    , m_vary(new Button(theme, tr("Vary"), Emphasis::Plain, this))
    , m_discard(new Button(theme, tr("Discard"), Emphasis::Plain, this))
{
    m_view->setModel(&takes);
    m_view->setItemDelegate(m_delegate);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Takes"));
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_hoverTimer.setSingleShot(true);
    m_hoverTimer.setInterval(kHoverDelay);
    connect(&m_hoverTimer, &QTimer::timeout, this, [this] {
        m_isPeeking = true;
        Q_EMIT peekRequested(m_hovered);
    });
    connect(m_view, &QWidget::customContextMenuRequested, this, &TakePanel::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                updateState();
                if (index.isValid() && !m_isFollowing)
                    Q_EMIT auditionRequested(idAt(index));
            });

    connect(m_delegate, &TakeDelegate::rowChanged, this,
            [this](TakeId id) { m_view->update(m_takes.indexOf(id)); });

    auto *empty = new QLabel(
        tr("What a model makes appears here first. Nothing enters your work until you keep it."), this);
    empty->setWordWrap(true);
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(metric::kInset);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_view);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_stack, 1);
    buildFoot(*layout);

    connect(&takes, &QAbstractItemModel::rowsInserted, this, &TakePanel::updateState);
    connect(&takes, &QAbstractItemModel::rowsRemoved, this, &TakePanel::updateState);
    connect(&takes, &QAbstractItemModel::modelReset, this, &TakePanel::updateState);
    connect(&theme, &Theme::changed, m_view, qOverload<>(&QListView::doItemsLayout));
    updateState();
}

void TakePanel::buildFoot(QVBoxLayout &layout)
{
    auto *line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    layout.addWidget(line);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(metric::kInset, metric::kGap, metric::kInset, metric::kGap);
    foot->setSpacing(metric::kGap);
    m_keep->setKeyHint(tr("Return"));
    m_vary->setKeyHint(tr("V"));
    m_discard->setKeyHint(tr("Del"));
    m_keep->setToolTip(tr("Add this take to your work (Return)"));
    m_vary->setToolTip(tr("The same with the next seed (V)"));
    m_discard->setToolTip(tr("Remove this take (Delete)"));
    foot->addWidget(m_keep, 2);
    foot->addWidget(m_vary, 1);
    foot->addWidget(m_discard, 1);
    layout.addLayout(foot);
    connect(m_keep, &Button::clicked, this, [this] { Q_EMIT keepRequested(current()); });
    connect(m_vary, &Button::clicked, this, [this] { Q_EMIT varyRequested(current()); });
    connect(m_discard, &Button::clicked, this, &TakePanel::discard);
}

void TakePanel::setSurroundings(TakeDelegate::Surroundings surroundings)
{
    m_delegate->setSurroundings(std::move(surroundings));
}

void TakePanel::setStylesText(TakeDelegate::StylesText text)
{
    m_delegate->setStylesText(std::move(text));
}

void TakePanel::setAuditioned(TakeId id)
{
    m_delegate->setAuditioned(id);
    m_view->viewport()->update();
}

void TakePanel::follow(TakeId id)
{
    m_isFollowing = true;
    setCurrent(id);
    m_isFollowing = false;
    setAuditioned(id);
}

void TakePanel::setTips(const QString &keep, const QString &vary)
{
    m_keep->setToolTip(keep);
    m_vary->setToolTip(vary);
}

void TakePanel::setCompares(bool compares)
{
    m_compares = compares;
    m_view->viewport()->setMouseTracking(compares);
}

TakeId TakePanel::current() const
{
    return idAt(m_view->currentIndex());
}

void TakePanel::setCurrent(TakeId id)
{
    m_view->setCurrentIndex(m_takes.indexOf(id));
}

void TakePanel::focusList()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

bool TakePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && m_compares && handleHeldKey(*event))
        return true;
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier)
            return handleKey(key->key());
    }
    if (watched != m_view->viewport())
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseMove) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QPoint place = mouse->position().toPoint();
        const bool hasLeft = mouse->buttons().testFlag(Qt::LeftButton);
        if (hasLeft && !m_view->rect().contains(place) && current() != 0)
            return dragOut();
        if (m_compares && mouse->buttons() == Qt::NoButton)
            hover(place);
    } else if (event->type() == QEvent::Leave || event->type() == QEvent::MouseButtonPress) {
        endPeek();
    }
    return QWidget::eventFilter(watched, event);
}

bool TakePanel::handleHeldKey(const QEvent &event)
{
    const bool isPress = event.type() == QEvent::KeyPress;
    if (event.type() == QEvent::FocusOut)
        endPeek();
    if (!isPress && event.type() != QEvent::KeyRelease)
        return false;
    const auto &key = static_cast<const QKeyEvent &>(event);
    if (key.key() != Qt::Key_X || key.modifiers() != Qt::NoModifier)
        return false;
    if (key.isAutoRepeat())
        return true;
    endPeek();
    m_isPeeking = isPress;
    if (isPress)
        Q_EMIT peekRequested(0);
    return true;
}

bool TakePanel::dragOut()
{
    QString path;
    Q_EMIT fileRequested(current(), &path);
    if (path.isEmpty())
        return true;
    auto *mime = new QMimeData;
    mime->setUrls({QUrl::fromLocalFile(path)});
    auto *drag = new QDrag(this);
    drag->setMimeData(mime);
    drag->exec(Qt::CopyAction);
    return true;
}

void TakePanel::hover(QPoint place)
{
    const QModelIndex row = m_view->indexAt(place);
    const bool isOver = row.isValid() && m_delegate->pictureRect(m_view->visualRect(row)).contains(place);
    const TakeId id = isOver ? idAt(row) : 0;
    if (id == m_hovered)
        return;
    endPeek();
    m_hovered = id;
    if (id != 0)
        m_hoverTimer.start();
}

void TakePanel::endPeek()
{
    m_hoverTimer.stop();
    m_hovered = 0;
    if (std::exchange(m_isPeeking, false))
        Q_EMIT peekEnded();
}

bool TakePanel::handleKey(int key)
{
    const TakeId id = current();
    if (key == Qt::Key_Escape) {
        Q_EMIT closed();
        return true;
    }
    if (id == 0)
        return false;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT keepRequested(id);
        return true;
    case Qt::Key_S:
        toggleStar();
        return true;
    case Qt::Key_V:
        Q_EMIT varyRequested(id);
        return true;
    case Qt::Key_Space:
        Q_EMIT auditionRequested(id);
        return true;
    case Qt::Key_C:
        if (m_compares)
            Q_EMIT comparisonRequested(id);
        return m_compares;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        discard();
        return true;
    default:
        return false;
    }
}

void TakePanel::toggleStar()
{
    if (const Take *take = m_takes.find(current()))
        m_takes.setStarred(take->id, !take->isStarred);
}

void TakePanel::discard()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    m_takes.remove(idAt(index));
    if (m_takes.rowCount() == 0)
        Q_EMIT closed();
}

void TakePanel::showMenu(const QPoint &position)
{
    const TakeId id = idAt(m_view->indexAt(position));
    const Take *take = m_takes.find(id);
    if (!take)
        return;
    QMenu menu(this);
    menu.addAction(tr("Keep"), this, [this, id] { Q_EMIT keepRequested(id); });
    menu.addAction(take->isStarred ? tr("Remove Star") : tr("Star"), this, &TakePanel::toggleStar);
    if (m_compares)
        menu.addAction(tr("Compare With This"), this, [this, id] { Q_EMIT comparisonRequested(id); });
    menu.addSeparator();
    menu.addAction(tr("Vary"), this, [this, id] { Q_EMIT varyRequested(id); });
    menu.addAction(tr("Repeat Exactly"), this, [this, id] { Q_EMIT repeatRequested(id); });
    menu.addAction(tr("Show Settings"), this, [this, id] { Q_EMIT settingsRequested(id); });
    menu.addAction(tr("Copy Command Line"), this, [this, id] { Q_EMIT commandLineRequested(id); });
    menu.addAction(tr("Export Take…"), this, [this, id] { Q_EMIT exportRequested(id); });
    menu.addSeparator();
    menu.addAction(tr("Discard"), this, &TakePanel::discard);
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

QString TakePanel::keysTitle() const
{
    return tr("Takes");
}

std::vector<KeyLine> TakePanel::keyLines() const
{
    std::vector<KeyLine> lines{{u"↑ ↓"_s, tr("goes from take to take, each is shown or heard")},
                               {tr("Return"), tr("keeps the take")},
                               {tr("S"), tr("gives it a star, or takes the star away")},
                               {tr("V"), tr("asks for another one near it")},
                               {tr("Delete"), tr("discards it")},
                               {tr("Esc"), tr("goes back to your work")}};
    if (m_compares) {
        lines.push_back({tr("hold X"), tr("shows the take before this one")});
        lines.push_back({tr("C"), tr("compares with this take instead of the photo, and back")});
        lines.push_back({tr("Pointer on a picture"), tr("shows that take while it rests there")});
    }
    return lines;
}

void TakePanel::updateState()
{
    m_stack->setCurrentIndex(m_takes.rowCount() > 0 ? 1 : 0);
    const bool hasCurrent = current() != 0;
    m_keep->setEnabled(hasCurrent);
    m_vary->setEnabled(hasCurrent);
    m_discard->setEnabled(hasCurrent);
}

} // namespace solferino
