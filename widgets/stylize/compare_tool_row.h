// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/picture_mix.h"
#include "widgets/common/surface.h"

class QComboBox;
class QHBoxLayout;
class QSpinBox;
class QToolButton;

namespace solferino {

class CompareActions;
class CompareView;
class SegmentedControl;
class TextLabel;

/// The bar above the picture: open, how the two forms are compared, whose colours there are, the mask's
/// brush, the photo's name, zoom. What has no room becomes a menu or goes.
class CompareToolRow final : public Surface
{
    Q_OBJECT
public:
    CompareToolRow(const Theme &theme, CompareView &view, CompareActions &actions, QWidget *parent);

    /// "shoes.jpg · 3168 × 2376"
    void setTitle(const QString &title);
    void setColours(StyleColours colours);

Q_SIGNALS:
    void openRequested();
    void coloursRequested(solferino::StyleColours colours);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addOpen(QHBoxLayout &layout);
    void addModes(QHBoxLayout &layout, const CompareActions &actions);
    QToolButton *addButton(QHBoxLayout &layout, QAction *action);
    void addColours(QHBoxLayout &layout);
    QWidget *addSeparator(QHBoxLayout &layout);
    void addBrush(QHBoxLayout &layout);
    void addZoom(QHBoxLayout &layout, const CompareActions &actions);
    void zoomTo(const QString &text);
    void updateView();
    void updateTool();
    void arrange();

    CompareView &m_view;
    QToolButton *m_open;
    SegmentedControl *m_modes;
    TextLabel *m_coloursLabel;
    SegmentedControl *m_colours;
    QWidget *m_coloursEnd = nullptr; ///< the line after them
    QSpinBox *m_size;
    QSpinBox *m_hardness;
    TextLabel *m_title;
    QComboBox *m_zoom;
    QList<QWidget *> m_zoomButtons;
};

} // namespace solferino
