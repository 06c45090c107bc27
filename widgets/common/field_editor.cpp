// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/field_editor.h"

#include "widgets/common/field_text.h"
#include "widgets/common/number_field.h"
#include "widgets/common/path_field.h"
#include "widgets/common/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSpinWidth = 84;
constexpr int kNumberWidth = 60;
constexpr int kUnitWidth = 40;         // of a unit that is not cut: "steps"
constexpr double kWidestSlider = 10.0; // a slider over more cannot be set precisely
constexpr double kSliderSteps = 100.0;

class IntegerEditor final : public FieldEditor
{
public:
    IntegerEditor(const Theme &theme, const FieldInfo &field, QWidget *parent)
        : FieldEditor(parent)
        , m_box(field.unit == Unit::Pitch ? new PitchBox(this) : new QSpinBox(this))
    {
        m_box->setRange(int(field.range.min), int(field.range.max));
        m_box->setGroupSeparatorShown(true);
        m_box->setCorrectionMode(QAbstractSpinBox::CorrectToNearestValue);
        m_box->setMinimumWidth(theme.px(kSpinWidth));
        m_box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // gives way before the unit does
        auto *unit = new TextLabel(theme, FontRole::Note, Role::TextSecondary, this);
        unit->setText(fieldUnit(field));
        unit->setMinimumWidth(std::min(unit->sizeHint().width(), theme.px(kUnitWidth)));
        unit->setElideMode(Qt::ElideRight);
        unit->setAlignment(Qt::AlignVCenter | Qt::AlignRight);
        setRow({m_box, unit});
        setValue(field.defaultValue);
        connect(m_box, &QSpinBox::valueChanged, this, &FieldEditor::changed);
    }

    [[nodiscard]] nlohmann::json value() const override { return m_box->value(); }
    void setValue(const nlohmann::json &value) override
    {
        if (value.is_number_integer())
            m_box->setValue(value.get<int>());
    }
    [[nodiscard]] QWidget *control() const override { return m_box; }

private:
    QSpinBox *m_box;
};

/// A slider where the range is narrow, and a field that holds the exact value.
class NumberEditor final : public FieldEditor
{
public:
    NumberEditor(const Theme &theme, const FieldInfo &field, QWidget *parent)
        : FieldEditor(parent)
        , m_field(new NumberField(field.range.min, field.range.max, hasSlider(field), this))
    {
        m_field->setFixedWidth(theme.px(kNumberWidth) + (hasSlider(field) ? 0 : metric::kInset));
        connect(m_field, &QDoubleSpinBox::valueChanged, this, [this] {
            showOnSlider();
            Q_EMIT changed();
        });
        if (hasSlider(field)) {
            addSlider(field);
        } else {
            auto *unit = new TextLabel(theme, FontRole::Note, Role::TextSecondary, this);
            unit->setText(fieldUnit(field));
            unit->setAlignment(Qt::AlignVCenter | Qt::AlignRight);
            setRow({m_field, unit});
        }
        setValue(field.defaultValue);
    }

    [[nodiscard]] nlohmann::json value() const override { return m_field->value(); }
    void setValue(const nlohmann::json &value) override
    {
        if (value.is_number())
            m_field->setValue(value.get<double>());
    }
    [[nodiscard]] QWidget *control() const override { return m_field; }

private:
    /// Not for wide ranges, nor where the values in use are a small part of the range.
    static bool hasSlider(const FieldInfo &field)
    {
        const double span = field.range.max - field.range.min;
        const double usual = field.defaultValue.get<double>() - field.range.min;
        return span <= kWidestSlider && (usual == 0.0 || usual >= span / kSliderSteps);
    }

    void addSlider(const FieldInfo &field)
    {
        m_slider = new QSlider(Qt::Horizontal, this);
        m_slider->setRange(0, int(std::lround((field.range.max - field.range.min) * kSliderSteps)));
        m_slider->setSingleStep(5);
        m_slider->setPageStep(25);
        m_slider->setAccessibleName(fieldLabel(field));
        m_slider->setMinimumWidth(40);
        setRow({m_slider, m_field});
        connect(m_slider, &QSlider::valueChanged, this,
                [this](int position) { m_field->setValue(m_field->minimum() + position / kSliderSteps); });
    }

    void showOnSlider()
    {
        if (!m_slider)
            return;
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(int(std::lround((m_field->value() - m_field->minimum()) * kSliderSteps)));
    }

    NumberField *m_field;
    QSlider *m_slider = nullptr;
};

class BooleanEditor final : public FieldEditor
{
public:
    BooleanEditor(const FieldInfo &field, QWidget *parent)
        : FieldEditor(parent)
        , m_box(new QCheckBox(this))
    {
        setRow({m_box});
        setValue(field.defaultValue);
        connect(m_box, &QCheckBox::toggled, this, &FieldEditor::changed);
    }

    [[nodiscard]] nlohmann::json value() const override { return m_box->isChecked(); }
    void setValue(const nlohmann::json &value) override
    {
        if (value.is_boolean())
            m_box->setChecked(value.get<bool>());
    }
    [[nodiscard]] QWidget *control() const override { return m_box; }

private:
    QCheckBox *m_box;
};

class ChoiceEditor final : public FieldEditor
{
public:
    ChoiceEditor(const FieldInfo &field, QWidget *parent)
        : FieldEditor(parent)
        , m_box(new QComboBox(this))
    {
        for (const std::string &choice : field.choices)
            m_box->addItem(choiceText(choice), QString::fromStdString(choice));
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setRow({m_box});
        setValue(field.defaultValue);
        connect(m_box, &QComboBox::currentIndexChanged, this, &FieldEditor::changed);
    }

    [[nodiscard]] nlohmann::json value() const override
    {
        return m_box->currentData().toString().toStdString();
    }
    void setValue(const nlohmann::json &value) override
    {
        if (!value.is_string())
            return;
        const int index = m_box->findData(QString::fromStdString(value.get<std::string>()));
        if (index >= 0)
            m_box->setCurrentIndex(index);
    }
    [[nodiscard]] QWidget *control() const override { return m_box; }

private:
    QComboBox *m_box;
};

class TextEditor final : public FieldEditor
{
public:
    TextEditor(const FieldInfo &field, QWidget *parent)
        : FieldEditor(parent)
        , m_line(new QLineEdit(this))
    {
        m_line->setMinimumWidth(0);
        setRow({m_line});
        setValue(field.defaultValue);
        connect(m_line, &QLineEdit::textChanged, this, &FieldEditor::changed);
    }

    [[nodiscard]] nlohmann::json value() const override { return m_line->text().toStdString(); }
    void setValue(const nlohmann::json &value) override
    {
        if (value.is_string())
            m_line->setText(QString::fromStdString(value.get<std::string>()));
    }
    [[nodiscard]] QWidget *control() const override { return m_line; }

private:
    QLineEdit *m_line;
};

class PathEditor final : public FieldEditor
{
public:
    PathEditor(const Theme &theme, const FieldInfo &field, QWidget *parent)
        : FieldEditor(parent)
        , m_field(new PathField(theme, kindOf(field.type), fieldLabel(field), this))
    {
        m_field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        setRow({m_field});
        setValue(field.defaultValue);
        connect(m_field, &PathField::pathChanged, this, &FieldEditor::changed);
    }

    [[nodiscard]] nlohmann::json value() const override { return m_field->path().toStdString(); }
    void setValue(const nlohmann::json &value) override
    {
        if (value.is_string())
            m_field->setPath(QString::fromStdString(value.get<std::string>()));
    }
    [[nodiscard]] QWidget *control() const override { return m_field->line(); }

private:
    [[nodiscard]] static PathField::Kind kindOf(FieldType type)
    {
        if (type == FieldType::Paths)
            return PathField::Kind::Paths;
        return type == FieldType::Folder ? PathField::Kind::Folder : PathField::Kind::File;
    }

    PathField *m_field;
};

} // namespace

FieldEditor::FieldEditor(QWidget *parent)
    : QWidget(parent)
{}

void FieldEditor::setRow(std::initializer_list<QWidget *> widgets)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kGap);
    for (QWidget *widget : widgets) {
        const bool isStretched =
            widget->sizePolicy().expandingDirections() & Qt::Horizontal || qobject_cast<TextLabel *>(widget);
        row->addWidget(widget, isStretched ? 1 : 0);
    }
    if (widgets.size() == 1 && !((*widgets.begin())->sizePolicy().expandingDirections() & Qt::Horizontal))
        row->addStretch();
}

FieldEditor *FieldEditor::create(const Theme &theme, const FieldInfo &field, QWidget *parent)
{
    FieldEditor *editor = nullptr;
    switch (field.type) {
    case FieldType::Integer:
        editor = new IntegerEditor(theme, field, parent);
        break;
    case FieldType::Number:
        editor = new NumberEditor(theme, field, parent);
        break;
    case FieldType::Boolean:
        editor = new BooleanEditor(field, parent);
        break;
    case FieldType::Choice:
        editor = new ChoiceEditor(field, parent);
        break;
    case FieldType::Text:
        editor = new TextEditor(field, parent);
        break;
    case FieldType::File:
    case FieldType::Folder:
    case FieldType::Paths:
        editor = new PathEditor(theme, field, parent);
        break;
    }
    editor->control()->setAccessibleName(fieldLabel(field));
    editor->setToolTip(fieldToolTip(field));
    editor->control()->setToolTip(fieldToolTip(field));
    return editor;
}

} // namespace solferino
