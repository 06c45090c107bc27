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

namespace {

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
    connect(m_view, &QWidget::customContextMenuRequested, this, &TakePanel::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                updateState();
                if (index.isValid())
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
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier)
            return handleKey(key->key());
    }
    if (watched == m_view->viewport() && event->type() == QEvent::MouseMove) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const bool hasLeft = mouse->buttons().testFlag(Qt::LeftButton);
        if (hasLeft && !m_view->rect().contains(mouse->position().toPoint()) && current() != 0) {
            QString path;
            Q_EMIT fileRequested(current(), &path);
            if (!path.isEmpty()) {
                auto *mime = new QMimeData;
                mime->setUrls({QUrl::fromLocalFile(path)});
                auto *drag = new QDrag(this);
                drag->setMimeData(mime);
                drag->exec(Qt::CopyAction);
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
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

void TakePanel::updateState()
{
    m_stack->setCurrentIndex(m_takes.rowCount() > 0 ? 1 : 0);
    const bool hasCurrent = current() != 0;
    m_keep->setEnabled(hasCurrent);
    m_vary->setEnabled(hasCurrent);
    m_discard->setEnabled(hasCurrent);
}

} // namespace solferino
