// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/piano_roll_actions.h"
#include "widgets/pianoroll/piano_roll_view.h"

#include <QAction>

#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

void PianoRollActions::addChanges()
{
    m_notes.append(nullptr);
    auto addTo = [this](QList<QAction *> &list) {
        return [this, &list](const Entry &entry, const Slot &slot) {
            m_needSelection.append(add(list, entry, slot));
        };
    };
    auto note = addTo(m_notes);
    auto change = addTo(m_changes);
    auto shape = addTo(m_shapes);
    auto track = addTo(m_trackMoves);
    note({tr("&Quantise"), u"Q"_s, tr("Move the selected notes to the grid, as set in Quantise With")},
         [this] {
             QuantizeOptions options = m_quantize;
             options.grid = m_state.gridStep();
             m_edit.quantize(options);
         });
    note({tr("Quantise &With…"), u"Shift+Q"_s, tr("Choose grid, strength and swing, and quantise")},
         [this] { askQuantize(); });
    note({tr("&Transpose…"), u"T"_s, tr("Move the selected notes by a number of semitones")},
         [this] { askTranspose(); });
    note({tr("Fit to &Key"), u"K"_s, tr("Move the selected notes to the nearest pitch of the key")},
         [this] { m_edit.fitToScale(); });
    change({tr("&Split on Grid"), u"S"_s, tr("Cut the selected notes at every grid line")},
           [this] { m_edit.splitOnGrid(); });
    change({tr("Split at Play&head"), u"Shift+S"_s, tr("Cut the selected notes where the playhead is")},
           [this] { m_edit.splitAtPlayhead(); });
    change({tr("&Join"), u"J"_s, tr("Make one note of the selected notes of each pitch")},
           [this] { m_edit.join(); });
    change({tr("&Legato"), u"L"_s, tr("Lengthen each selected note to the next")},
           [this] { m_edit.legato(); });
    change({tr("St&accato"), u"Shift+L"_s, tr("Halve the length of each selected note")},
           [this] { m_edit.staccato(); });
    change({tr("Trim &Overlaps"), u"O"_s, tr("End notes where the next of the same pitch begins")},
           [this] { m_edit.trimOverlaps(); });
    change({tr("&Double Duration"), u"H"_s, tr("Stretch the selection to twice its length")},
           [this] { m_edit.stretch(2.0); });
    change({tr("Hal&f Duration"), u"Shift+H"_s, tr("Press the selection to half its length")},
           [this] { m_edit.stretch(0.5); });
    const int most = 8;
    shape({tr("&Vary Velocities"), u"R"_s, tr("Change each velocity by a little chance")},
          [this] { m_edit.varyVelocity(most); });
    shape({tr("&Ramp Velocities"), u"Shift+R"_s,
           tr("Draw a straight line between the first and the last velocity")},
          [this] { m_edit.rampVelocity(); });
    track({tr("Move to Next Track"), u"Ctrl+PgDown"_s, tr("Move the selected notes to the track below")},
          [this] { m_edit.moveToTrack(1); });
    track({tr("Move to Previous Track"), u"Ctrl+PgUp"_s, tr("Move the selected notes to the track above")},
          [this] { m_edit.moveToTrack(-1); });
    add(m_trackMoves, {tr("Edit Next Track"), u"PgDown"_s, tr("Make the track below the active one")},
        [this] { m_edit.activateTrack(1); });
    add(m_trackMoves, {tr("Edit Previous Track"), u"PgUp"_s, tr("Make the track above the active one")},
        [this] { m_edit.activateTrack(-1); });
    m_loopSelection =
        add(m_notes, {tr("Loop Selection"), u"Ctrl+L"_s, tr("Loop the selected notes, or the time range")},
            [this] { m_edit.loopSelection(); });
}

void PianoRollActions::addViews()
{
    static constexpr double kFactor = 1.25;
    add(m_views, {tr("Zoom &In"), u"Ctrl++; Ctrl+="_s, tr("Show less time, larger"), u"zoom-in"_s},
        [this] { zoom(kFactor); });
    add(m_views, {tr("Zoom &Out"), u"Ctrl+-"_s, tr("Show more time, smaller"), u"zoom-out"_s},
        [this] { zoom(1.0 / kFactor); });
    add(m_views, {tr("Taller Rows"), u"Ctrl+Shift++; Ctrl+Shift+="_s, tr("Show fewer pitches, larger")},
        [this] { zoomRows(2); });
    add(m_views, {tr("Flatter Rows"), u"Ctrl+Shift+-; Ctrl+_"_s, tr("Show more pitches, smaller")},
        [this] { zoomRows(-2); });
    m_fit = add(m_views,
                {tr("Zoom to &Fit"), u"Shift+Z"_s, tr("Show all notes of the track"), u"zoom-fit-best"_s},
                [this] { m_view.fit(); });
    m_zoomToSelection = add(m_views,
                            {tr("Zoom to &Selection"), u"Z"_s,
                             tr("Show the selected notes, or the time range"), u"zoom-fit-selection"_s},
                            [this] { m_view.zoomToSelection(); });
    m_views.append(nullptr);
    m_follow = addToggle(
        m_views,
        {tr("Follow &Playhead"), u"F"_s, tr("Turn the page when the playhead leaves the view"), u"go-jump"_s},
        [this](bool on) { m_state.setFollowsPlayhead(on); });
    m_otherTracks = addToggle(
        m_views,
        {tr("Other &Tracks"), u"G"_s, tr("Show the notes of other tracks as faint bars"), u"view-visible"_s},
        [this](bool on) { m_state.setShowsOtherTracks(on); });
    m_shadeScale = addToggle(
        m_views,
        {tr("Shade Out of &Key"), u"Shift+K"_s, tr("Darken the rows outside the key"), u"scale-keys"_s},
        [this](bool on) { m_state.setShadesScale(on); });
}

void PianoRollActions::addGrids()
{
    m_snap = addToggle(
        m_grids, {tr("S&nap to Grid"), u"N"_s, tr("Snap edits to the grid; Alt turns it off during a drag")},
        [this](bool on) {
            SnapGrid grid = m_state.snap();
            grid.isOn = on;
            m_state.setSnap(grid);
        });
    const auto setKind = [this](SnapGrid::Kind kind) {
        return [this, kind](bool on) {
            SnapGrid grid = m_state.snap();
            grid.kind = on ? kind : SnapGrid::Kind::Straight;
            m_state.setSnap(grid);
        };
    };
    m_triplet = addToggle(
        m_grids, {tr("Triplet Grid"), u"Alt+T"_s, tr("Three steps in the place of two"), u"triplet"_s},
        setKind(SnapGrid::Kind::Triplet));
    m_dotted =
        addToggle(m_grids, {tr("Dotted Grid"), u"Alt+D"_s, tr("Steps of one and a half"), u"dotted-note"_s},
                  setKind(SnapGrid::Kind::Dotted));
    const std::array<std::pair<QString, int>, 7> divisions{{{tr("Grid 1/1"), 1},
                                                            {tr("Grid 1/2"), 2},
                                                            {tr("Grid 1/4"), 4},
                                                            {tr("Grid 1/8"), 8},
                                                            {tr("Grid 1/16"), 16},
                                                            {tr("Grid 1/32"), 32},
                                                            {tr("Adaptive Grid"), SnapGrid::kAdaptive}}};
    int number = 1;
    for (const auto &[text, division] : divisions) {
        add(m_grids, {text, u"Alt+%1"_s.arg(number++), tr("Set the grid that edits snap to")},
            [this, division = division] {
                SnapGrid grid = m_state.snap();
                grid.division = division;
                grid.isOn = true;
                m_state.setSnap(grid);
            });
    }
}

void PianoRollActions::addMenus()
{
    m_notes.append(nullptr);
    addMenu(m_notes, tr("&Move"), m_moves);
    addMenu(m_notes, tr("&Length and Velocity"), m_shapes);
    addMenu(m_notes, tr("&Change Notes"), m_changes);
    addMenu(m_notes, tr("To Other T&racks"), m_trackMoves);
    m_views.append(nullptr);
    addMenu(m_views, tr("&Grid"), m_grids);
}

void PianoRollActions::zoom(double factor)
{
    RollGeometry geometry = m_state.geometry();
    const double playhead = geometry.xAt(m_state.playhead());
    const bool isVisible = playhead >= 0 && playhead <= geometry.size.width();
    geometry.zoomTime(factor, isVisible ? playhead : geometry.size.width() / 2.0);
    m_state.setGeometry(geometry);
}

void PianoRollActions::zoomRows(int step)
{
    RollGeometry geometry = m_state.geometry();
    geometry.zoomPitch(geometry.rowHeight + step, geometry.size.height() / 2.0);
    m_state.setGeometry(geometry);
}

} // namespace solferino
