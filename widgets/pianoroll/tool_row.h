// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/action_row.h"
#include "widgets/pianoroll/roll_state.h"

class QComboBox;
class QToolButton;

namespace solferino {

class PianoRollActions;
class TextLabel;

/// The tools, what is edited, its key, what is shown, and what is selected.
class ToolRow final : public ActionRow
{
    Q_OBJECT
public:
    ToolRow(RollState &state, const Theme &theme, PianoRollActions &actions, QWidget *parent);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fillKeys();
    void updateTrack();
    void updateKey();
    void updateSelection();

    RollState &m_state;
    TextLabel *m_track;
    TextLabel *m_keyLabel;
    QComboBox *m_key;
    QToolButton *m_scale = nullptr;
    QToolButton *m_otherTracks = nullptr;
    QList<QWidget *> m_zooms;
    TextLabel *m_selection;
};

/// "11 notes selected · bars 3–4"; empty without a selection.
[[nodiscard]] QString selectionText(const RollState &state, bool withBars);

} // namespace solferino
