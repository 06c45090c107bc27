// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"
#include "widgets/pianoroll/roll_state.h"

#include <QLineEdit>

namespace solferino {

/// The playhead as bar.beat.tick; typing another place ("5", "5.3", "5.3.240") asks to go there.
class PositionField final : public QLineEdit
{
    Q_OBJECT
public:
    PositionField(RollState &state, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void seekRequested(solferino::Tick tick);

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showPosition();
    void commit();
    [[nodiscard]] QString positionText() const;

    RollState &m_state;
    const Theme &m_theme;
};

} // namespace solferino
