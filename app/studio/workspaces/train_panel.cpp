// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/train_panel.h"

#include "app/studio/workspaces/request_form.h"
#include "core/project/settings.h"
#include "models/catalog/model_catalog.h"
#include "widgets/common/button.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/seed_row.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QVBoxLayout>

#include <algorithm>

namespace solferino {

namespace {

/// An option without which nothing can be learned, and what to say where it is empty.
struct NeededData
{
    const char *option;
    QString hint;
};

std::vector<NeededData> neededData(const std::string &model)
{
    if (model == "image_stylization")
        return {{"photos", TrainPanel::tr("Choose a folder of photos to learn on.")},
                {"paintings", TrainPanel::tr("Choose paintings: each file becomes a style.")}};
    if (model == "sketch_rnn")
        return {
            {"data", TrainPanel::tr("Choose drawings: .npz, .ndjson, or a folder of them or of SVG files.")}};
    return {{"data", TrainPanel::tr("Choose a folder of MIDI files.")}};
}

} // namespace

TrainPanel::TrainPanel(Theme &theme, Settings &settings, const Paths &paths, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_paths(paths)
    , m_models(new QComboBox(this))
    , m_operations(new QComboBox(this))
    , m_bases(new QComboBox(this))
    , m_form(new RequestForm(theme, tr("Train"), this))
{
    m_models->setAccessibleName(tr("Model to train"));
    for (const ModelInfo &model : modelCatalog()) {
        if (model.findOperation("train"))
            m_models->addItem(QString::fromStdString(model.title), QString::fromStdString(model.id));
    }
    m_operations->setAccessibleName(tr("How to train"));
    m_bases->setAccessibleName(tr("Model to add to"));
    m_bases->setToolTip(tr("The model that learns more; what it knows stays as it is"));
    m_form->addChoice(m_models);
    m_form->addChoice(m_operations);
    m_form->addChoice(m_bases);
    m_form->button().setKeyHint(tr("Ctrl+Return"));
    m_form->button().setToolTip(tr("Queue a training run with these settings (Ctrl+Return)"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form);

    connect(m_models, &QComboBox::currentIndexChanged, this, &TrainPanel::chooseModel);
    connect(m_operations, &QComboBox::currentIndexChanged, this, &TrainPanel::chooseOperation);
    connect(&m_form->button(), &Button::clicked, this, &TrainPanel::submit);
    chooseModel();
}

std::string TrainPanel::modelId() const
{
    return m_models->currentData().toString().toStdString();
}

std::string TrainPanel::operation() const
{
    return m_operations->currentData().toString().toStdString();
}

void TrainPanel::setModels(std::vector<ModelChoice> models)
{
    m_installed = std::move(models);
    chooseOperation();
}

void TrainPanel::chooseModel()
{
    const ModelInfo *model = findModel(modelId());
    const QSignalBlocker blocker(m_operations);
    m_operations->clear();
    m_operations->addItem(tr("Train a new model"), QStringLiteral("train"));
    if (model && model->findOperation("add_style"))
        m_operations->addItem(tr("Add to an existing model"), QStringLiteral("add_style"));
    m_operations->setVisible(m_operations->count() > 1);
    chooseOperation();
}

void TrainPanel::chooseOperation()
{
    const ModelInfo *model = findModel(modelId());
    const OperationInfo *info = model ? model->findOperation(operation()) : nullptr;
    const QVariant base = m_bases->currentData();
    m_bases->clear();
    for (const ModelChoice &choice : m_installed) {
        if (choice.model == modelId() && !choice.path.isEmpty())
            m_bases->addItem(choice.variant, QString::fromStdString(choice.weights));
    }
    m_bases->setCurrentIndex(std::max(0, m_bases->findData(base)));
    m_bases->setVisible(info && info->usesWeights);
    ParameterForm &form = m_form->options();
    const nlohmann::json before = form.values(); // photos and paintings are the same for both
    form.setFields(info ? info->fields : FieldList{});
    nlohmann::json kept = nlohmann::json::object();
    for (const NeededData &needed : neededData(modelId())) {
        if (const auto found = before.find(needed.option); found != before.end())
            kept[needed.option] = *found;
    }
    form.setValues(kept);
    form.setRowHidden("output", true);
    form.setRowHidden("resume", true);
}

void TrainPanel::setData(const QStringList &paths)
{
    ParameterForm &form = m_form->options();
    nlohmann::json values = form.values();
    const std::vector<NeededData> needed = neededData(modelId());
    const auto empty = std::ranges::find_if(
        needed, [&](const NeededData &each) { return values.value(each.option, std::string()).empty(); });
    const NeededData &place = empty == needed.end() ? needed.front() : *empty;
    values[place.option] = paths.join(u';').toStdString();
    form.setValues(values);
}

void TrainPanel::submit()
{
    ParameterForm &form = m_form->options();
    if (!form.validate())
        return;
    for (const NeededData &needed : neededData(modelId())) {
        if (form.values().value(needed.option, std::string()).empty()) {
            form.showError(needed.option, needed.hint);
            return;
        }
    }
    Q_EMIT trainRequested();
}

JobRequest TrainPanel::request() const
{
    JobRequest request;
    request.model = modelId();
    request.operation = operation();
    if (m_bases->isVisibleTo(this))
        request.weights = m_bases->currentData().toString().toStdString();
    request.options = m_form->options().values();
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString folder =
        QStringLiteral("%1/runs/%2-%3")
            .arg(m_paths.models, QString::fromStdString(request.options.value("config", request.model)),
                 stamp);
    request.options["output"] = folder.toStdString();
    request.seed = m_form->seed().seed();
    request.device = m_settings.device().toStdString();
    return request;
}

void TrainPanel::setRunNumber(int number, bool waits)
{
    const QString text = waits ? tr("Queue as Run %1") : tr("Train as Run %1");
    m_form->button().setText(number > 1 ? text.arg(number) : tr("Train"));
}

} // namespace solferino
