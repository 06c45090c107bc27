// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/fields.h"
#include "widgets/common/theme.h"

#include <QWidget>

class QLabel;

namespace solferino {

class FieldEditor;

/// One option of a ParameterForm: label, control, and a line for what is wrong with it.
class ParameterRow final : public QWidget
{
    Q_OBJECT
public:
    ParameterRow(const Theme &theme, const FieldInfo &field, QWidget *parent);

    [[nodiscard]] const FieldInfo &field() const { return m_field; }
    [[nodiscard]] FieldEditor &editor() const { return *m_editor; }
    /// Empty for the option's own name.
    void setLabel(const QString &label);
    void resetToDefault();
    /// An empty text takes the error away.
    void setError(const QString &text);
    [[nodiscard]] QString error() const;
    [[nodiscard]] bool isLeftOut() const { return m_isLeftOut; }
    void setLeftOut(bool isLeftOut) { m_isLeftOut = isLeftOut; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void resetAllRequested();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void showMenu(QObject *source, const QPoint &position);

    const Theme &m_theme;
    FieldInfo m_field;
    QLabel *m_label;
    FieldEditor *m_editor;
    QLabel *m_error;
    bool m_isLeftOut = false;
};

} // namespace solferino
