// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/fields.h"

#include <QWidget>

namespace solferino {

class Theme;

/// The control that edits one option. Setting a value by program emits `changed` as well.
class FieldEditor : public QWidget
{
    Q_OBJECT
public:
    /// The right kind of editor for a field: spin box, slider with a field, check box, list, text line, path.
    [[nodiscard]] static FieldEditor *create(const Theme &theme, const FieldInfo &field, QWidget *parent);

    [[nodiscard]] virtual nlohmann::json value() const = 0;
    /// Values of another type or out of range are left out.
    virtual void setValue(const nlohmann::json &value) = 0;
    /// The control that takes the keyboard.
    [[nodiscard]] virtual QWidget *control() const = 0;

Q_SIGNALS:
    void changed();

protected:
    explicit FieldEditor(QWidget *parent);
    /// A row without margins.
    void setRow(std::initializer_list<QWidget *> widgets);
};

} // namespace solferino
