// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/action_row.h"
#include "widgets/sketch/sketch_state.h"

class QComboBox;
class QDoubleSpinBox;
class QSlider;
class QToolButton;

namespace solferino {

class NumberLabel;
class SketchActions;
class SketchCanvas;
class TextLabel;

/// The bar above the canvas: tools, width and stabiliser of the pen, undo, what is shown, and the zoom.
class SketchToolRow final : public ActionRow
{
    Q_OBJECT
public:
    SketchToolRow(SketchState &state, const Theme &theme, SketchActions &actions, SketchCanvas &canvas,
                  QWidget *parent);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addPenSettings();
    void addZoom();
    void updatePen();
    void updateZoom();
    void zoomTo(const QString &text);

    SketchState &m_state;
    SketchCanvas &m_canvas;
    TextLabel *m_widthLabel;
    QDoubleSpinBox *m_width;
    TextLabel *m_stabiliserLabel;
    QSlider *m_stabiliser;
    NumberLabel *m_strength;
    QList<QWidget *> m_history; ///< undo, redo
    QToolButton *m_modelView = nullptr;
    QToolButton *m_grid = nullptr;
    QComboBox *m_zoom;
};

} // namespace solferino
