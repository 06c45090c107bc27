// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sketch/class_picker.h"

#include <QComboBox>

namespace solferino {

/// A combo box over hundreds of classes: it opens a ClassPicker instead of a list.
class ClassField final : public QComboBox
{
    Q_OBJECT
public:
    ClassField(const Theme &theme, QWidget *parent);

    void setClasses(std::vector<SketchClass> classes);
    /// Chooses without a signal; an id that is not there leaves the field empty.
    void setCurrent(const QString &id);
    [[nodiscard]] QString current() const;

    void showPopup() override;
    void hidePopup() override;

Q_SIGNALS:
    void chosen(const QString &id); ///< by the person

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    ClassPicker *m_picker;
};

} // namespace solferino
