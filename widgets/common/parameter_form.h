// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/fields.h"
#include "widgets/common/theme.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace solferino {

class DisclosureLine;
class ParameterRow;

/// The options of an operation as rows: a label and the control that its type asks for. Advanced options lie
/// under a disclosure line. What validation refuses is said at its row.
class ParameterForm final : public QWidget
{
    Q_OBJECT
public:
    ParameterForm(const Theme &theme, QWidget *parent);

    /// Builds the rows; every option has its default.
    void setFields(const FieldList &fields);
    /// All options, as they stand.
    [[nodiscard]] nlohmann::json values() const;
    /// Sets the options that `values` has, all others stay; unknown names and wrong types are left out.
    void setValues(const nlohmann::json &values);
    void resetToDefaults();

    /// Leaves an option out of the panel and keeps its value: something else edits it.
    void setRowHidden(const std::string &name, bool isHidden);
    /// Another name for an option than its own; empty for its own.
    void setRowLabel(const std::string &name, const QString &label);
    /// At most so many options before the disclosure line, the rest under it; nothing for no limit.
    void setRowLimit(std::optional<int> limit);
    void setExpanded(bool expanded);
    [[nodiscard]] bool isExpanded() const;

    /// Adds a row that is no option, after those above the disclosure line.
    void addRow(QWidget *row);

    /// The control of an option, null for an unknown name.
    [[nodiscard]] QWidget *control(const std::string &name) const;
    /// True if all options are valid; else the first refused row says why.
    bool validate();
    /// Shows an error at an option's row until it changes.
    void showError(const std::string &name, const QString &text);

Q_SIGNALS:
    void changed();

private:
    void arrange();
    [[nodiscard]] ParameterRow *findRow(const std::string &name) const;

    const Theme &m_theme;
    FieldList m_fields;
    std::vector<ParameterRow *> m_rows;
    std::vector<QWidget *> m_addedRows;
    DisclosureLine *m_disclosure;
    std::optional<int> m_rowLimit;
};

} // namespace solferino
