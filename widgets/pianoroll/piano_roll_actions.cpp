// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/piano_roll_actions.h"

#include "widgets/pianoroll/piano_roll_view.h"
#include "widgets/pianoroll/quantize_dialog.h"

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>

namespace solferino {

using namespace Qt::StringLiterals;

PianoRollActions::PianoRollActions(RollState &state, const Theme &theme, PianoRollView &view, QWidget *area)
    : QObject(area)
    , m_state(state)
    , m_view(view)
    , m_area(area)
    , m_maker(theme, this, area)
    , m_edit(state)
    , m_toolGroup(new QActionGroup(this))
{
    addTools();
    addEdits();
    addMoves();
    addChanges();
    addViews();
    addGrids();
    addMenus();
    connect(&state, &RollState::toolChanged, this, &PianoRollActions::updateTools);
    connect(&state, &RollState::selectionChanged, this, &PianoRollActions::updateSelection);
    connect(&state, &RollState::trackChanged, this, &PianoRollActions::updateSelection);
    connect(&state, &RollState::timeRangeChanged, this, &PianoRollActions::updateSelection);
    connect(&state, &RollState::marksChanged, this, &PianoRollActions::updateSelection);
    connect(&state, &RollState::snapChanged, this, &PianoRollActions::updateToggles);
    connect(&state, &RollState::displayChanged, this, &PianoRollActions::updateToggles);
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &PianoRollActions::updateSelection);
    updateTools();
    updateSelection();
    updateToggles();
}

QAction *PianoRollActions::add(QList<QAction *> &list, const Entry &entry, Slot slot)
{
    return m_maker.add(list, entry, std::move(slot));
}

QAction *PianoRollActions::addToggle(QList<QAction *> &list, const Entry &entry,
                                     const std::function<void(bool)> &slot)
{
    return m_maker.addToggle(list, entry, slot);
}

void PianoRollActions::addMenu(QList<QAction *> &list, const QString &title, const QList<QAction *> &actions)
{
    m_maker.addMenu(list, title, actions);
}

void PianoRollActions::addTools()
{
    const std::array<Entry, 5> entries{{
        {tr("Select"), u"1"_s, tr("Select, move and resize notes"), u"edit-select"_s},
        {tr("Draw"), u"2"_s, tr("Draw notes; a drag sets the length"), u"document-edit"_s},
        {tr("Erase"), u"3"_s, tr("Erase the notes that you cross; so does the right button with every tool"),
         u"draw-eraser"_s},
        {tr("Knife"), u"4"_s, tr("Cut notes in two, many along a line"), u"edit-cut"_s},
        {tr("Velocity"), u"5"_s, tr("Drag notes up and down to make them louder or softer"),
         u"view-media-equalizer"_s},
    }};
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto tool = static_cast<RollTool>(i);
        QAction *action = add(m_tools, entries[i], [this, tool] { m_state.setTool(tool); });
        action->setCheckable(true);
        m_toolGroup->addAction(action);
    }
}

void PianoRollActions::addEdits()
{
    auto onSelection = [this](QAction *action) {
        m_needSelection.append(action);
    };
    onSelection(add(m_edits, {tr("Cu&t"), u"Ctrl+X"_s, tr("Move the selected notes to the clipboard")},
                    [this] { m_edit.cut(); }));
    onSelection(add(m_edits, {tr("&Copy"), u"Ctrl+C"_s, tr("Copy the selected notes to the clipboard")},
                    [this] { m_edit.copy(); }));
    m_paste = add(m_edits, {tr("&Paste"), u"Ctrl+V"_s, tr("Insert the notes of the clipboard at the cursor")},
                  [this] {
                      m_edit.paste();
                      revealSelection();
                  });
    onSelection(add(
        m_edits, {tr("&Duplicate"), u"Ctrl+D"_s, tr("Repeat the selected notes after themselves")}, [this] {
            m_edit.duplicate();
            revealSelection();
        }));
    onSelection(add(m_edits,
                    {tr("D&elete"), u"Del; Backspace"_s, tr("Erase the selected notes"), u"edit-delete"_s},
                    [this] { m_edit.erase(); }));
    m_edits.append(nullptr);
    add(m_edits, {tr("Select &All"), u"Ctrl+A"_s, tr("Select all notes of the track")},
        [this] { m_edit.selectAll(); });
    add(m_edits, {tr("Select &None"), u"Esc"_s, tr("Select nothing; the arrow keys then move the cursor")},
        [this] {
            m_state.clearSelection();
            m_state.setTimeRange(std::nullopt);
        });
    add(m_edits, {tr("&Invert Selection"), u"Ctrl+Shift+I"_s, tr("Select the notes that are not selected")},
        [this] { m_edit.invertSelection(); });
    const auto walk = [this](bool next, bool extends) {
        return [this, next, extends] {
            m_edit.selectNeighbour(next, extends);
            revealSelection();
        };
    };
    add(m_edits, {tr("Next Note"), u"Alt+Right"_s, tr("Select the next note; so does Tab")},
        walk(true, false));
    add(m_edits, {tr("Previous Note"), u"Alt+Left"_s, tr("Select the previous note; so does Shift+Tab")},
        walk(false, false));
    add(m_edits, {tr("Extend to Next Note"), u"Alt+Shift+Right"_s, tr("Select the next note in addition")},
        walk(true, true));
    add(m_edits,
        {tr("Extend to Previous Note"), u"Alt+Shift+Left"_s, tr("Select the previous note in addition")},
        walk(false, true));
}

void PianoRollActions::addMoves()
{
    m_addNote =
        add(m_notes, {tr("&Add Note"), u"Return; Enter"_s, tr("Add a note at the cursor and go on after it")},
            [this] {
                m_edit.addNote();
                revealSelection();
            });
    m_notes.append(nullptr);
    const auto moves = [this](int steps, int semitones) {
        return [this, steps, semitones] {
            m_edit.move(steps, semitones);
            revealSelection();
        };
    };
    const auto bars = [this](int count) {
        return [this, count] {
            m_edit.moveBars(count);
            revealSelection();
        };
    };
    add(m_moves, {tr("Move Earlier"), u"Left"_s, tr("Move the selection, or the cursor, a step to the left")},
        moves(-1, 0));
    add(m_moves, {tr("Move Later"), u"Right"_s, tr("Move the selection, or the cursor, a step to the right")},
        moves(1, 0));
    add(m_moves, {tr("Semitone Up"), u"Up"_s, tr("Move the selection, or the cursor, a semitone up")},
        moves(0, 1));
    add(m_moves, {tr("Semitone Down"), u"Down"_s, tr("Move the selection, or the cursor, a semitone down")},
        moves(0, -1));
    add(m_moves,
        {tr("Bar Earlier"), u"Shift+Left"_s, tr("Move the selection, or the cursor, a bar to the left")},
        bars(-1));
    add(m_moves,
        {tr("Bar Later"), u"Shift+Right"_s, tr("Move the selection, or the cursor, a bar to the right")},
        bars(1));
    add(m_moves, {tr("Octave Up"), u"Shift+Up"_s, tr("Move the selection, or the cursor, an octave up")},
        moves(0, 12));
    add(m_moves,
        {tr("Octave Down"), u"Shift+Down"_s, tr("Move the selection, or the cursor, an octave down")},
        moves(0, -12));
    add(m_shapes,
        {tr("Longer"), u"Ctrl+Right"_s,
         tr("Lengthen the selected notes by a step; without a selection, draw out the time range")},
        [this] { m_edit.resize(1); });
    add(m_shapes,
        {tr("Shorter"), u"Ctrl+Left"_s,
         tr("Shorten the selected notes by a step; without a selection, draw out the time range")},
        [this] { m_edit.resize(-1); });
    const int loudnessStep = 5;
    m_needSelection.append(add(m_shapes,
                               {tr("Louder"), u"Ctrl+Up"_s, tr("Raise the velocity of the selected notes")},
                               [this] { m_edit.changeVelocity(loudnessStep); }));
    m_needSelection.append(add(m_shapes,
                               {tr("Softer"), u"Ctrl+Down"_s, tr("Lower the velocity of the selected notes")},
                               [this] { m_edit.changeVelocity(-loudnessStep); }));
}

void PianoRollActions::updateTools()
{
    m_tools.at(static_cast<int>(m_state.tool()))->setChecked(true);
}

void PianoRollActions::updateSelection()
{
    const bool hasSelection = !m_state.selection().isEmpty();
    for (QAction *action : std::as_const(m_needSelection)) {
        action->setEnabled(hasSelection);
    }
    m_addNote->setEnabled(m_state.track() && m_state.takeNotes().empty()); // Return keeps a take
    m_paste->setEnabled(RollEdits::canPaste() && m_state.track());
    const bool hasRange = hasSelection || m_state.timeRange();
    m_zoomToSelection->setEnabled(hasRange);
    m_loopSelection->setEnabled(hasRange);
}

void PianoRollActions::updateToggles()
{
    m_follow->setChecked(m_state.followsPlayhead());
    m_otherTracks->setChecked(m_state.showsOtherTracks());
    m_shadeScale->setChecked(m_state.shadesScale());
    m_snap->setChecked(m_state.snap().isOn);
    m_triplet->setChecked(m_state.snap().kind == SnapGrid::Kind::Triplet);
    m_dotted->setChecked(m_state.snap().kind == SnapGrid::Kind::Dotted);
}

void PianoRollActions::revealSelection()
{
    const std::vector<SongNote> notes = m_state.selectedNotes();
    if (notes.empty()) {
        const EditCursor &cursor = m_state.cursor();
        m_view.reveal(cursor.tick, cursor.tick + m_state.newNoteLength(), cursor.pitch);
    } else {
        const LoopRange range = *rangeOf(notes);
        m_view.reveal(range.start, range.end, notes.back().pitch);
    }
}

void PianoRollActions::askTranspose()
{
    auto *dialog = new QInputDialog(m_area);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Transpose"));
    dialog->setLabelText(tr("Semitones (12 is an octave)"));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(-48, 48);
    dialog->setIntValue(0);
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int semitones) {
        m_edit.transpose(semitones);
        revealSelection();
    });
    dialog->open();
}

void PianoRollActions::askQuantize()
{
    QuantizeOptions options = m_quantize;
    options.grid = m_state.gridStep();
    auto *dialog = new QuantizeDialog(options, m_state.ticksPerQuarter(), m_area);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_quantize = dialog->options();
        m_edit.quantize(m_quantize);
    });
    dialog->open();
}

} // namespace solferino
