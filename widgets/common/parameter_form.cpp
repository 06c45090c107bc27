// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/parameter_form.h"

#include "widgets/common/disclosure_line.h"
#include "widgets/common/field_editor.h"
#include "widgets/common/field_text.h"
#include "widgets/common/parameter_row.h"

#include <QVBoxLayout>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNamesOnDisclosure = 3;

/// "Beam search, branch factor, steps": what lies under the line.
QString disclosureText(const std::vector<ParameterRow *> &rows)
{
    QStringList names;
    for (const ParameterRow *row : rows) {
        if (names.size() == kNamesOnDisclosure)
            break;
        QString name = fieldLabel(row->field());
        if (!names.isEmpty())
            name[0] = name[0].toLower();
        names << name;
    }
    return names.join(u", "_s);
}

} // namespace

ParameterForm::ParameterForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_disclosure(new DisclosureLine(theme, Role::TextSecondary, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::kGap);
    m_disclosure->setToolTip(tr("More options"));
    connect(m_disclosure, &QAbstractButton::toggled, this, &ParameterForm::arrange);
}

void ParameterForm::setFields(const FieldList &fields)
{
    for (ParameterRow *row : m_rows)
        delete row;
    m_rows.clear();
    m_fields = fields;
    for (const FieldInfo &field : fields) {
        auto *row = new ParameterRow(m_theme, field, this);
        connect(&row->editor(), &FieldEditor::changed, this, &ParameterForm::changed);
        connect(row, &ParameterRow::resetAllRequested, this, &ParameterForm::resetToDefaults);
        m_rows.push_back(row);
    }
    arrange();
    Q_EMIT changed();
}

void ParameterForm::arrange()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    while (const std::unique_ptr<QLayoutItem> item{column->takeAt(0)}) {
    }
    std::vector<ParameterRow *> shown;
    std::vector<ParameterRow *> folded;
    for (ParameterRow *row : m_rows) {
        if (row->isLeftOut()) {
            row->hide();
            continue;
        }
        const bool isFolded =
            row->field().shown == Shown::Advanced || (m_rowLimit && int(shown.size()) >= *m_rowLimit);
        (isFolded ? folded : shown).push_back(row);
    }
    QWidget *last = m_disclosure; // it has kept the form's place among what came into the window since
    const auto follow = [&last](QWidget *widget) {
        setTabOrder(last, widget);
        last = widget;
    };
    const auto add = [&](QWidget *row) {
        column->addWidget(row);
        for (QWidget *control : row->findChildren<QWidget *>()) {
            const bool isPopup = control->window() != window();
            if (control->focusPolicy() & Qt::TabFocus && !control->focusProxy() && !isPopup)
                follow(control);
        }
    };
    for (ParameterRow *row : shown) {
        add(row);
        row->show();
    }
    for (QWidget *row : m_addedRows)
        add(row);
    column->addWidget(m_disclosure);
    follow(m_disclosure);
    for (ParameterRow *row : folded) {
        add(row);
        row->setVisible(m_disclosure->isChecked());
    }
    m_disclosure->setText(disclosureText(folded));
    m_disclosure->setVisible(!folded.empty());
}

void ParameterForm::addRow(QWidget *row)
{
    row->setParent(this);
    m_addedRows.push_back(row);
    arrange();
    row->show();
}

nlohmann::json ParameterForm::values() const
{
    nlohmann::json values = nlohmann::json::object();
    for (const ParameterRow *row : m_rows)
        values[row->field().name] = row->editor().value();
    return values;
}

void ParameterForm::setValues(const nlohmann::json &values)
{
    for (ParameterRow *row : m_rows) {
        if (const auto found = values.find(row->field().name); found != values.end())
            row->editor().setValue(*found);
    }
}

void ParameterForm::resetToDefaults()
{
    for (ParameterRow *row : m_rows)
        row->resetToDefault();
}

void ParameterForm::setRowHidden(const std::string &name, bool isHidden)
{
    if (ParameterRow *row = findRow(name)) {
        row->setLeftOut(isHidden);
        arrange();
    }
}

void ParameterForm::setRowLabel(const std::string &name, const QString &label)
{
    if (ParameterRow *row = findRow(name))
        row->setLabel(label);
}

void ParameterForm::setRowLimit(std::optional<int> limit)
{
    if (limit == m_rowLimit)
        return;
    m_rowLimit = limit;
    arrange();
}

void ParameterForm::setExpanded(bool expanded)
{
    m_disclosure->setChecked(expanded);
}

bool ParameterForm::isExpanded() const
{
    return m_disclosure->isChecked();
}

QWidget *ParameterForm::control(const std::string &name) const
{
    const ParameterRow *row = findRow(name);
    return row ? row->editor().control() : nullptr;
}

bool ParameterForm::validate()
{
    try {
        static_cast<void>(validateOptions(m_fields, values()));
    } catch (const OptionError &error) {
        showError(error.option(), QString::fromUtf8(error.what()));
        return false;
    }
    return true;
}

void ParameterForm::showError(const std::string &name, const QString &text)
{
    ParameterRow *row = findRow(name);
    if (!row)
        return;
    if (row->isHidden() && !row->isLeftOut())
        setExpanded(true);
    row->setError(text);
}

ParameterRow *ParameterForm::findRow(const std::string &name) const
{
    for (ParameterRow *row : m_rows) {
        if (row->field().name == name)
            return row;
    }
    return nullptr;
}

} // namespace solferino
