// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/stylize_panel.h"

#include "app/studio/tasks/style_models.h"
#include "app/studio/workspaces/request_form.h"
#include "models/catalog/model_catalog.h"
#include "widgets/common/button.h"
#include "widgets/common/icons.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/seed_row.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/mix_panel.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>

namespace solferino {

namespace {

/// Options that the mix panel edits, or the program itself.
constexpr const char *kOwn[] = {"styles", "each", "strength", "brush", "colours", "crop", "stylized_only"};

const OperationInfo *stylizeOperation()
{
    const ModelInfo *model = findModel("image_stylization");
    return model ? model->findOperation("stylize") : nullptr;
}

} // namespace

StylizePanel::StylizePanel(Theme &theme, StyleListModel &styles, QWidget *parent)
    : QWidget(parent)
    , m_models(new QComboBox(this))
    , m_tasks(new QComboBox(this))
    , m_status(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
    , m_mix(new MixPanel(theme, styles, this))
    , m_form(new RequestForm(theme, tr("Render Full Size"), this))
    , m_icon(themedIcon(theme, QStringLiteral("model"), Role::Machine))
{
    m_models->setAccessibleName(tr("Model"));
    m_models->setToolTip(tr("The model that paints, and with it the styles"));
    m_tasks->setAccessibleName(tr("What to stylize"));
    m_tasks->addItem(tr("Stylize one picture"), int(StylizeTask::Picture));
    m_tasks->addItem(tr("Stylize a folder"), int(StylizeTask::Folder));
    m_tasks->addItem(tr("Stylize a video"), int(StylizeTask::Video));
    m_form->addChoice(m_models);
    m_form->addChoice(m_tasks);
    m_form->addChoice(m_status);
    m_form->seed().hide(); // the same photo and styles always give the same picture
    ParameterForm &options = m_form->options();
    if (const OperationInfo *operation = stylizeOperation())
        options.setFields(operation->fields);
    for (const char *name : kOwn)
        options.setRowHidden(name, true);
    options.addRow(m_mix);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form);

    connect(m_models, &QComboBox::activated, this,
            [this] { Q_EMIT modelChosen(m_models->currentData().toString().toStdString()); });
    connect(m_tasks, &QComboBox::currentIndexChanged, this, &StylizePanel::updateButton);
    connect(&options, &ParameterForm::changed, this, &StylizePanel::optionsChanged);
    connect(&m_form->button(), &Button::clicked, this, &StylizePanel::startRequested);
    updateButton();
}

void StylizePanel::setModels(const StyleModels &models)
{
    m_models->clear();
    for (const ModelChoice &choice : models.choices()) {
        const bool isMain = &choice == &models.choices().front();
        //: %1 is a model's name
        m_models->addItem(m_icon,
                          tr("%1 · %n style(s)", nullptr, static_cast<int>(styleNames(choice).size()))
                              .arg(isMain ? choice.title : choice.variant),
                          QString::fromStdString(choice.weights));
    }
}

void StylizePanel::showModel(const StyleModels &models, const std::string &weights)
{
    const ModelChoice *choice = models.find(weights);
    m_models->setCurrentIndex(choice ? m_models->findData(QString::fromStdString(choice->weights)) : -1);
}

StylizeTask StylizePanel::task() const
{
    return StylizeTask(m_tasks->currentData().toInt());
}

nlohmann::json StylizePanel::options() const
{
    nlohmann::json values = m_form->options().values();
    for (const char *name : kOwn)
        values.erase(name);
    if (const OperationInfo *operation = stylizeOperation()) {
        for (const FieldInfo &field : operation->fields) {
            const auto value = values.find(field.name);
            if (value != values.end() && *value == field.defaultValue)
                values.erase(value);
        }
    }
    return values;
}

void StylizePanel::setStatus(const QString &text)
{
    m_status->setText(text);
    m_status->setVisible(!text.isEmpty());
}

void StylizePanel::setObstacle(const QString &sentence)
{
    m_obstacle = sentence;
    updateButton();
}

void StylizePanel::updateButton()
{
    const bool isPicture = task() == StylizeTask::Picture;
    Button &button = m_form->button();
    button.setText(isPicture                       ? tr("Render Full Size")
                   : task() == StylizeTask::Folder ? tr("Choose Folder…")
                                                   : tr("Choose Video…"));
    button.setIconName(isPicture ? QStringLiteral("generate") : QStringLiteral("folder"));
    button.setKeyHint(tr("Ctrl+Return"));
    button.setEnabled(m_obstacle.isEmpty());
    button.setToolTip(!m_obstacle.isEmpty() ? m_obstacle
                      : isPicture           ? tr("Make the picture at the photo's own size (Ctrl+Return)")
                                            : tr("Choose what is to look like this photo (Ctrl+Return)"));
}

} // namespace solferino
