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
#include <QFileInfo>
#include <QLocale>
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

/// "Best", "Quick", or the name of the person's own file.
QString nameOf(const ModelChoice &choice, const StyleModels &models)
{
    const ModelChoice &first = models.choices().front();
    if (QFileInfo(QString::fromStdString(choice.weights)).isAbsolute()) {
        const QString prefix = QString::fromStdString(choice.model) + QLatin1Char('-'); // of trained ones
        return choice.variant.startsWith(prefix) ? choice.variant.mid(prefix.size()) : choice.variant;
    }
    if (&choice == &first)
        return StylizePanel::tr("Best");
    return &choice == models.quickOne(first, {}) ? StylizePanel::tr("Quick") : choice.variant;
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
    connect(m_tasks, &QComboBox::currentIndexChanged, this, [this] {
        updateButton();
        Q_EMIT taskChanged();
    });
    connect(&options, &ParameterForm::changed, this, &StylizePanel::optionsChanged);
    connect(&m_form->button(), &Button::clicked, this, &StylizePanel::startRequested);
    updateButton();
}

void StylizePanel::setModels(const StyleModels &models)
{
    m_models->clear();
    for (const ModelChoice &choice : models.choices()) {
        const int styles = static_cast<int>(styleNames(choice).size());
        const QString size =
            QLocale().formattedDataSize(QFileInfo(choice.path).size(), 1, QLocale::DataSizeSIFormat);
        //: %1 is a model's name
        const QString name = tr("%1 · %n style(s)", nullptr, styles).arg(nameOf(choice, models));
        m_models->addItem(m_icon, QStringLiteral("%1 · %2").arg(name, size),
                          QString::fromStdString(choice.weights));
        m_models->setItemData(m_models->count() - 1,
                              tr("%1: the model that paints, and with it the styles").arg(choice.title),
                              Qt::ToolTipRole);
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

void StylizePanel::setObstacles(const QString &ofPicture, const QString &ofOthers)
{
    m_pictureObstacle = ofPicture;
    m_othersObstacle = ofOthers;
    updateButton();
}

void StylizePanel::updateButton()
{
    const bool isPicture = task() == StylizeTask::Picture;
    const QString &obstacle = isPicture ? m_pictureObstacle : m_othersObstacle;
    Button &button = m_form->button();
    button.setText(isPicture                       ? tr("Render Full Size")
                   : task() == StylizeTask::Folder ? tr("Choose Folder…")
                                                   : tr("Choose Video…"));
    button.setIconName(isPicture ? QStringLiteral("generate") : QStringLiteral("folder"));
    button.setKeyHint(tr("Ctrl+Return"));
    button.setEnabled(obstacle.isEmpty());
    button.setToolTip(!obstacle.isEmpty() ? obstacle
                      : isPicture         ? tr("Make the picture at the photo's own size (Ctrl+Return)")
                                          : tr("Choose what is to look like this photo (Ctrl+Return)"));
}

} // namespace solferino
