// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/empty_state.h"
#include "widgets/common/theme.h"
#include "widgets/pianoroll/roll_state.h"

#include <QWidget>

class QAction;
class QGridLayout;
class QScrollBar;
class QSplitter;
class QVBoxLayout;

namespace solferino {

class KeyboardStrip;
class PianoRollActions;
class PianoRollView;
class TimeRuler;
class TrackList;
class TransportBar;
class VelocityLane;

/// The whole editor of a song: transport, tools, track list, ruler, piano roll, keys and velocity lane over
/// one document. It edits through commands and asks for everything else by signals; it knows no player and no
/// model.
class SongEditor final : public QWidget
{
    Q_OBJECT
public:
    SongEditor(SongDocument &document, const Theme &theme, QWidget *parent);

    /// Selection, time range, active track, take, primer and refused notes are set and heard here.
    [[nodiscard]] RollState &state() { return *m_state; }
    [[nodiscard]] PianoRollActions &actions() { return *m_actions; }
    [[nodiscard]] TransportBar &transport() { return *m_transport; }
    [[nodiscard]] PianoRollView &roll() { return *m_roll; }
    /// One entry that holds the menu of the active track: add, duplicate, rename, move, delete ...
    [[nodiscard]] QList<QAction *> trackActions() const;
    /// To start, play, loop, metronome.
    [[nodiscard]] const QList<QAction *> &transportActions() const;

    /// Selected notes of the active track, by id, in their order.
    [[nodiscard]] std::vector<NoteId> selection() const;
    [[nodiscard]] std::optional<LoopRange> timeRange() const { return m_state->timeRange(); }
    [[nodiscard]] TrackId activeTrack() const { return m_state->trackId(); }
    void setPlayhead(Tick tick) { m_state->setPlayhead(tick); }
    void setPlaying(bool playing);
    /// Peaks of the output since the last call, for the meter.
    void setPeaks(float left, float right);
    /// Shows a take as ghost notes at song ticks and its range in the ruler; no notes put it away.
    void setTake(std::vector<SongNote> notes, std::optional<LoopRange> range);
    void setPrimer(std::optional<LoopRange> range) { m_state->setPrimerRange(range); }
    void setRefused(const std::vector<NoteId> &ids) { m_state->setRefused(ids); }
    /// Puts a strip (warning, error) between transport and tools; it becomes a child.
    void setStrip(QWidget *strip);
    /// The card over an empty song.
    void setEmptyState(const EmptyStateContent &content);

Q_SIGNALS:
    void playRequested(bool play);
    void seekRequested(solferino::Tick tick); ///< the playhead is there already
    void metronomeToggled(bool on);
    void masterVolumeChanged(double volume); ///< 0..1
    void noteAuditioned(solferino::TrackId track, int pitch, int velocity, bool on);
    void selectionChanged();
    void activeTrackChanged(solferino::TrackId track);
    /// The time range for Fill; 0, 0 when there is none any more.
    void timeRangeChanged(solferino::Tick from, solferino::Tick to);
    // From the card over an empty song:
    void generateRequested();
    void openRequested();
    void exampleRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void createArea();
    QWidget *createRollPane();
    QWidget *createLanePane();
    void connectState();
    void connectParts();
    void seek(Tick tick);
    void updateScrollBars();
    void scroll();
    void updateEmptyState();
    void placeEmptyState();
    void adoptSong();
    void updateSizes();
    void focusPane(int step);

    const Theme &m_theme;
    RollState *m_state;
    QWidget *m_area; ///< ruler, keys, roll and lane: where the keys of the roll work
    PianoRollView *m_roll;
    PianoRollActions *m_actions;
    TransportBar *m_transport;
    TrackList *m_tracks;
    TimeRuler *m_ruler;
    KeyboardStrip *m_keys;
    VelocityLane *m_lane;
    QWidget *m_laneLabels = nullptr;
    QWidget *m_corner = nullptr;
    QScrollBar *m_horizontal;
    QScrollBar *m_vertical;
    QSplitter *m_splitter;
    QVBoxLayout *m_column;
    EmptyState *m_empty = nullptr;
    TrackId m_knownTrack = 0;
    bool m_isScrolling = false;
};

} // namespace solferino
