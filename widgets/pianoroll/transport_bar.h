// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/action_row.h"
#include "widgets/pianoroll/roll_state.h"

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QSlider;
class QToolButton;

namespace solferino {

class MasterMeter;
class PianoRollActions;
class TextLabel;

/// To start, play, loop, position, tempo, time signature, snap, metronome, follow and the output level. It
/// asks to play and knows no player; tempo, signature and loop go into the document.
class TransportBar final : public ActionRow
{
    Q_OBJECT
public:
    /// Keys work while the focus is inside `area`.
    TransportBar(RollState &state, const Theme &theme, PianoRollActions &actions, QWidget *area,
                 QWidget *parent);

    void setPlaying(bool playing);
    [[nodiscard]] bool isPlaying() const { return m_isPlaying; }
    void setMetronome(bool on);
    void setMasterVolume(double volume);
    [[nodiscard]] MasterMeter &meter() { return *m_meter; }
    /// To start, play, loop, metronome: for menus and the palette.
    [[nodiscard]] const QList<QAction *> &transportActions() const { return m_list; }

Q_SIGNALS:
    void playRequested(bool play);
    void seekRequested(solferino::Tick tick);
    void metronomeToggled(bool on);
    void masterVolumeChanged(double volume); ///< 0..1

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void createActions(QWidget *area);
    QAction *addAction(const QString &text, const QString &key, const QString &tip, const QString &iconName,
                       QWidget *area);
    void addFields();
    void addSnap();
    void addOutput();
    void toggleLoop(bool on);
    void updateTimeline();
    void updateTempo();
    void updateSnap();

    RollState &m_state;
    PianoRollActions &m_actions;
    QList<QAction *> m_list;
    QAction *m_toStart = nullptr;
    QAction *m_play = nullptr;
    QAction *m_loop = nullptr;
    QAction *m_metronome = nullptr;
    QDoubleSpinBox *m_tempo = nullptr;
    QComboBox *m_meterBox = nullptr;
    TextLabel *m_snapLabel = nullptr;
    QComboBox *m_snapBox = nullptr;
    QList<QWidget *> m_kindButtons;
    QToolButton *m_clickButton = nullptr;
    QToolButton *m_followButton = nullptr;
    QToolButton *m_volumeButton = nullptr;
    QSlider *m_volume = nullptr;
    MasterMeter *m_meter = nullptr;
    std::optional<LoopRange> m_lastLoop;
    bool m_isPlaying = false;
};

} // namespace solferino
