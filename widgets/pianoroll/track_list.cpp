// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/track_list.h"

#include "widgets/common/icons.h"
#include "widgets/common/text_label.h"
#include "widgets/pianoroll/piano_roll_actions.h"
#include "widgets/pianoroll/track_row.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFoldedWidth = 33; // the bar, the initials and the hairline

} // namespace

TrackList::TrackList(RollState &state, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_theme(theme)
    , m_edits(state.document())
    , m_menu(new QMenu(tr("T&rack"), this))
    , m_header(new QWidget(this))
    , m_title(new TextLabel(theme, FontRole::Title, Role::Text, m_header))
    , m_addButton(new QToolButton(m_header))
    , m_area(new QScrollArea(this))
    , m_content(new QWidget)
    , m_rowLayout(new QVBoxLayout(m_content))
    , m_dropLine(new QWidget(m_content))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Tracks"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 1, 0);
    layout->setSpacing(0);
    createActions();
    createMenu();
    createHeader(*layout);
    m_rowLayout->setContentsMargins(0, 0, 0, 0);
    m_rowLayout->setSpacing(0);
    m_rowLayout->addStretch();
    m_area->setWidget(m_content);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    layout->addWidget(m_area, 1);
    m_dropLine->hide();
    m_dropLine->setAutoFillBackground(true);

    connect(&state, &RollState::trackChanged, this, &TrackList::refresh);
    connect(&theme, &Theme::changed, this, &TrackList::updateSizes);
    updateSizes();
    refresh();
}

void TrackList::createHeader(QVBoxLayout &layout)
{
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(12, 0, 4, 1);
    row->setSpacing(0);
    m_title->setText(tr("Tracks"));
    row->addWidget(m_title);
    row->addStretch();
    m_addButton->setAutoRaise(true);
    m_addButton->setDefaultAction(m_actions.front());
    row->addWidget(m_addButton);
    layout.addWidget(m_header);
}

void TrackList::createActions()
{
    const auto add = [this](const QString &text, const QString &key, const QString &tip, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcuts(QKeySequence::listFromString(key));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setStatusTip(tip);
        action->setToolTip(toolTipOf(*action));
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        m_actions.append(action);
        return action;
    };
    QAction *first = add(tr("&Add Track"), u"Ins"_s, tr("Add a track at the end"),
                         [this] { m_state.setTrack(m_edits.add()); });
    first->setIcon(themedIcon(m_theme, u"list-add"_s));
    add(tr("&Duplicate Track"), u"Ctrl+D"_s, tr("Add a copy of the active track"),
        [this] { m_state.setTrack(m_edits.duplicate(m_state.trackId())); });
    add(tr("D&elete Track"), u"Del"_s, tr("Delete the active track with its notes"),
        [this] { m_edits.remove(m_state.trackId()); });
    m_actions.append(nullptr);
    add(tr("&Rename Track"), u"F2"_s, tr("Give the active track another name"), [this] {
        if (TrackRow *row = activeRow()) {
            row->startRenaming();
        }
    });
    add(tr("&Instrument…"), u"I"_s, tr("Choose the instrument of the active track"), [this] {
        if (TrackRow *row = activeRow()) {
            row->showInstruments();
        }
    });
    add(tr("&Mute Track"), u"M"_s, tr("Silence the active track, or let it sound again"), [this] {
        if (const Track *track = m_state.track()) {
            m_edits.setMuted(track->id, !track->isMuted);
        }
    });
    add(tr("&Solo Track"), u"S"_s, tr("Hear this track and other solo tracks alone"), [this] {
        if (const Track *track = m_state.track()) {
            m_edits.setSolo(track->id, !track->isSolo);
        }
    });
    m_actions.append(nullptr);
    add(tr("Move Track &Up"), u"Alt+Up"_s, tr("Put the active track above its neighbour"),
        [this] { m_edits.moveBy(m_state.trackId(), -1); });
    add(tr("Move Track D&own"), u"Alt+Down"_s, tr("Put the active track below its neighbour"),
        [this] { m_edits.moveBy(m_state.trackId(), 1); });
}

void TrackList::createMenu()
{
    for (QAction *action : std::as_const(m_actions)) {
        if (action) {
            m_menu->addAction(action);
        } else {
            m_menu->addSeparator();
        }
    }
    QMenu *colours = m_menu->addMenu(tr("&Colour"));
    connect(colours, &QMenu::aboutToShow, this, [this, colours] {
        colours->clear();
        const QStringList names{tr("Teal"),   tr("Orange"),    tr("Sky Blue"),
                                tr("Yellow"), tr("Vermilion"), tr("Green")};
        for (int colour = 0; colour < names.size(); ++colour) {
            QPixmap swatch(12, 12);
            swatch.fill(m_theme.color(trackRole(colour)));
            colours->addAction(QIcon(swatch), names.at(colour), this,
                               [this, colour] { m_edits.setColour(m_state.trackId(), colour); });
        }
    });
}

void TrackList::setFolded(bool folded)
{
    if (folded != m_isFolded) {
        m_isFolded = folded;
        for (TrackRow *row : m_rows) {
            row->setFolded(folded);
        }
        updateSizes();
    }
}

void TrackList::updateSizes()
{
    m_title->setVisible(!m_isFolded);
    m_header->layout()->setContentsMargins(m_isFolded ? 2 : 12, 0, m_isFolded ? 2 : 4, 1);
    m_header->setFixedHeight(m_theme.px(metric::kRuler));
    setFixedWidth(m_isFolded ? m_theme.px(kFoldedWidth) : m_theme.px(metric::kTrackList));
    QPalette palette = m_dropLine->palette();
    palette.setColor(QPalette::Window, m_theme.color(Role::Person));
    m_dropLine->setPalette(palette);
    update();
}

void TrackList::refresh()
{
    const std::vector<Track> &tracks = m_state.song().tracks;
    const bool isSame =
        std::ranges::equal(tracks, m_rows, {}, &Track::id, [](const TrackRow *row) { return row->track(); });
    if (isSame) {
        for (TrackRow *row : m_rows) {
            row->refresh();
        }
    } else {
        rebuild();
    }
    updateActive();
}

void TrackList::rebuild()
{
    for (TrackRow *row : m_rows) {
        row->hide();
        m_rowLayout->removeWidget(row);
        row->deleteLater();
    }
    m_rows.clear();
    for (const Track &track : m_state.song().tracks) {
        auto *row = new TrackRow(m_state.document(), m_edits, track.id, m_theme, m_content);
        row->setFolded(m_isFolded);
        m_rowLayout->insertWidget(static_cast<int>(m_rows.size()), row);
        m_rows.push_back(row);
        connect(row, &TrackRow::activated, this, [this, row] {
            m_state.setTrack(row->track());
            setFocus(Qt::MouseFocusReason);
        });
        connect(row, &TrackRow::menuRequested, this, &TrackList::showMenu);
        connect(row, &TrackRow::dragged, this, [this, row](int y, bool isDone) { dropAt(row, y, isDone); });
    }
}

void TrackList::updateActive()
{
    const bool hasTrack = m_state.track();
    for (QAction *action : std::as_const(m_actions)) {
        if (action && action != m_actions.front()) {
            action->setEnabled(hasTrack);
        }
    }
    for (TrackRow *row : m_rows) {
        row->setActive(row->track() == m_state.trackId());
    }
    if (TrackRow *row = activeRow()) {
        m_area->ensureWidgetVisible(row, 0, 0);
        setAccessibleDescription(row->accessibleName());
    }
}

TrackRow *TrackList::activeRow() const
{
    const auto found = std::ranges::find(m_rows, m_state.trackId(), &TrackRow::track);
    return found == m_rows.end() ? nullptr : *found;
}

void TrackList::dropAt(TrackRow *row, int y, bool isDone)
{
    const int rowHeight = std::max(1, row->height());
    const auto count = static_cast<int>(m_rows.size());
    const int gap = std::clamp((y + rowHeight / 2) / rowHeight, 0, count);
    m_dropLine->setGeometry(0, std::max(0, gap * rowHeight - 2), m_content->width(), 2);
    m_dropLine->raise();
    m_dropLine->setVisible(!isDone);
    if (isDone) {
        const auto present = static_cast<int>(std::ranges::find(m_rows, row) - m_rows.begin());
        m_edits.moveTo(row->track(), static_cast<std::size_t>(gap > present ? gap - 1 : gap));
    }
}

void TrackList::showMenu(QPoint globalPosition)
{
    m_menu->popup(globalPosition);
}

void TrackList::stepActive(int offset)
{
    const auto count = static_cast<int>(m_rows.size());
    const auto present = static_cast<int>(std::ranges::find(m_rows, activeRow()) - m_rows.begin());
    const int target = present + offset;
    if (target >= 0 && target < count) {
        m_state.setTrack(m_rows[static_cast<std::size_t>(target)]->track());
    }
}

void TrackList::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier;
    if (isPlain && event->key() == Qt::Key_Up) {
        stepActive(-1);
    } else if (isPlain && event->key() == Qt::Key_Down) {
        stepActive(1);
    } else if (event->key() == Qt::Key_Menu && activeRow()) {
        showMenu(activeRow()->mapToGlobal(QPoint(16, 16)));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TrackList::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void TrackList::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void TrackList::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::Panel));
    painter.fillRect(width() - 1, 0, 1, height(), m_theme.color(Role::Line));
    painter.fillRect(0, m_header->height() - 1, width(), 1,
                     m_theme.color(hasFocus() ? Role::Person : Role::Line));
}

} // namespace solferino
