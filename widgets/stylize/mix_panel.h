// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"

#include <QWidget>

#include <vector>

class QDoubleSpinBox;
class QSlider;
class QSpinBox;
class QVBoxLayout;

namespace solferino {

class AddStyleButton;
class MixPad;
class MixRow;
class SegmentedControl;
class StyleListModel;
class TextLabel;
class Theme;

/// How the photo is to look: the mix as sliders or on a pad, strength, size of the strokes. It shows a
/// Styling and asks for another; whoever listens makes it a command.
class MixPanel final : public QWidget
{
    Q_OBJECT
public:
    MixPanel(const Theme &theme, StyleListModel &styles, QWidget *parent);

    void setStyling(const Styling &styling);
    [[nodiscard]] const Styling &styling() const { return m_styling; }
    /// A line under the size of the strokes, with a link after it; empty texts hide them.
    void setBrushNote(const QString &note, const QString &link);
    [[nodiscard]] bool showsPad() const;
    void setShowsPad(bool shows);

Q_SIGNALS:
    /// A drag begins: what is asked for until it ends is one step of undo.
    void gestureBegan();
    void gestureEnded();
    /// `text` is what undo calls it.
    void stylingRequested(const solferino::Styling &styling, const QString &text);
    void brushNoteActivated();
    void formChanged(); ///< showsPad()

private:
    void addHead(QVBoxLayout &column);
    void addMix(QVBoxLayout &column);
    void addSliders(QVBoxLayout &column);
    void request(Styling styling, const QString &text);
    void requestMix(std::vector<MixedStyle> mix, const QString &text);
    void updateMix();
    void updateSliders();

    const Theme &m_theme;
    StyleListModel &m_styles;
    Styling m_styling;
    SegmentedControl *m_form;
    QWidget *m_sliders;
    std::vector<MixRow *> m_rows;
    MixPad *m_pad;
    AddStyleButton *m_add;
    QSlider *m_strength;
    QSpinBox *m_strengthField;
    QSlider *m_brush;
    QDoubleSpinBox *m_brushField;
    TextLabel *m_brushNote;
};

} // namespace solferino
