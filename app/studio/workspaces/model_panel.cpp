// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/model_panel.h"

#include "app/studio/workspaces/request_form.h"
#include "models/catalog/model_catalog.h"
#include "widgets/common/button.h"
#include "widgets/common/icons.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/seed_row.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"
#include "widgets/sketch/class_field.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>

namespace solferino {

namespace {

constexpr int kRowsShown = 5; // options before the disclosure line

std::vector<std::string> labelsOf(const ModelChoice &choice)
{
    const nlohmann::json network = choice.card.value("hyper_parameters", nlohmann::json::object());
    return network.value("labels", std::vector<std::string>());
}

} // namespace

ModelPanel::ModelPanel(Theme &theme, ModelPanelSetup setup, QWidget *parent)
    : QWidget(parent)
    , m_setup(std::move(setup))
    , m_icon(themedIcon(theme, QStringLiteral("model"), Role::Machine))
    , m_models(new QComboBox(this))
    , m_tasks(new QComboBox(this))
    , m_context(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
    , m_form(new RequestForm(theme, tr("Generate"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form);
    buildChoices(theme);
    connect(&m_form->button(), &Button::clicked, this,
            [this] { m_isBusy ? Q_EMIT stopRequested() : Q_EMIT generateRequested(); });
    m_optionsTimer.setSingleShot(true);
    m_optionsTimer.setInterval(0);
    connect(&m_form->options(), &ParameterForm::changed, &m_optionsTimer, qOverload<>(&QTimer::start));
    connect(&m_optionsTimer, &QTimer::timeout, this, &ModelPanel::optionsChanged);
    updateButton();
}

void ModelPanel::buildChoices(Theme &theme)
{
    m_models->setAccessibleName(tr("Model"));
    m_models->setToolTip(tr("The model and its trained weights"));
    m_tasks->setAccessibleName(tr("What to do"));
    for (const ModelTask &task : m_setup.tasks)
        m_tasks->addItem(task.title, task.id);
    m_context->setWordWrap(true);
    m_form->addChoice(m_models);
    m_form->addChoice(m_tasks);
    m_form->addChoice(m_context);
    if (hasClasses()) {
        m_models->setToolTip(tr("The model"));
        m_classes = new ClassField(theme, this);
        m_classes->setAccessibleName(tr("Class"));
        m_classes->setToolTip(tr("What the model has learned to draw; type to search"));
        m_form->addChoice(labelledRow(theme, tr("Class"), m_classes, this));
        connect(m_classes, &ClassField::chosen, this, [this](const QString &id) { chooseEntry(id.toInt()); });
    } else {
        connect(m_models, &QComboBox::currentIndexChanged, this, &ModelPanel::chooseEntry);
    }
    connect(m_tasks, &QComboBox::currentIndexChanged, this, [this] {
        rebuildForm();
        Q_EMIT taskChanged();
    });
}

void ModelPanel::setModels(std::vector<ModelChoice> choices)
{
    const ModelChoice previous = currentModel() ? *currentModel() : ModelChoice{};
    const std::string previousLabel = label();
    const QSignalBlocker blocker(m_models);
    m_choices = std::move(choices);
    fillEntries();
    m_entry = m_entries.empty() ? -1 : 0;
    show(m_entry);
    chooseModel(previous.model, previous.weights, previousLabel);
    updateModelRow();
    rebuildForm();
    updateButton();
}

void ModelPanel::fillEntries()
{
    m_entries.clear();
    m_models->clear();
    std::vector<SketchClass> classes;
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        const ModelChoice &choice = m_choices[i];
        const std::vector<std::string> labels = hasClasses() ? labelsOf(choice) : std::vector<std::string>();
        const auto add = [&](const std::string &label, const QString &name, const QString &note) {
            classes.push_back({QString::number(m_entries.size()), name, note, {}});
            m_entries.push_back({i, label});
        };
        if (labels.empty())
            add({}, choice.variant, {});
        for (const std::string &label : labels)
            add(label, QString::fromStdString(label), choice.variant);
        if (!hasClasses()) {
            m_models->addItem(m_icon, choice.variant.isEmpty()
                                          ? choice.title
                                          : QStringLiteral("%1 · %2").arg(choice.title, choice.variant));
        } else if (m_models->findData(choice.title) < 0) {
            m_models->addItem(m_icon, choice.title, choice.title);
        }
    }
    if (m_classes)
        m_classes->setClasses(std::move(classes));
}

void ModelPanel::updateModelRow()
{
    const ModelChoice *choice = currentModel();
    const int row = choice && hasClasses() ? m_models->findData(choice->title) : -1;
    if (row < 0)
        return;
    const int units =
        choice->card.value("hyper_parameters", nlohmann::json::object()).value("decoder_size", 0);
    m_models->setItemText(row,
                          units > 0 ? tr("%1 · %n units", nullptr, units).arg(choice->title) : choice->title);
    m_models->setCurrentIndex(row);
}

void ModelPanel::show(int entry)
{
    if (m_classes)
        m_classes->setCurrent(QString::number(entry));
    else
        m_models->setCurrentIndex(entry);
}

void ModelPanel::chooseEntry(int entry)
{
    if (entry < 0 || entry >= static_cast<int>(m_entries.size()) || entry == m_entry)
        return;
    m_entry = entry;
    updateModelRow();
    rebuildForm();
    Q_EMIT modelChanged();
}

void ModelPanel::chooseModel(const std::string &model, const std::string &weights, const std::string &label)
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const ModelChoice &choice = m_choices[m_entries[i].choice];
        if (choice.model == model && choice.weights == weights &&
            (label.empty() || m_entries[i].label == label)) {
            show(static_cast<int>(i));
            chooseEntry(static_cast<int>(i));
            return;
        }
    }
}

const ModelChoice *ModelPanel::currentModel() const
{
    return m_entry >= 0 ? &m_choices[m_entries[static_cast<std::size_t>(m_entry)].choice] : nullptr;
}

const ModelChoice *ModelPanel::findModel(const std::function<bool(const ModelChoice &)> &fits) const
{
    const auto found = std::find_if(m_choices.begin(), m_choices.end(), fits);
    return found != m_choices.end() ? &*found : nullptr;
}

std::string ModelPanel::label() const
{
    return m_entry >= 0 ? m_entries[static_cast<std::size_t>(m_entry)].label : std::string();
}

void ModelPanel::setContext(const QString &context)
{
    m_context->setText(context);
    m_context->setVisible(!context.isEmpty());
}

void ModelPanel::suggestTask(int task)
{
    if (std::exchange(m_suggested, task) != task)
        chooseTask(task);
}

int ModelPanel::task() const
{
    return m_tasks->currentData().toInt();
}

void ModelPanel::chooseTask(int task)
{
    m_tasks->setCurrentIndex(m_tasks->findData(task));
}

void ModelPanel::chooseOperation(const std::string &operation)
{
    const auto found =
        std::find_if(m_setup.tasks.begin(), m_setup.tasks.end(),
                     [&operation](const ModelTask &task) { return task.operation == operation; });
    if (found != m_setup.tasks.end() && (!currentTask() || currentTask()->operation != operation))
        chooseTask(found->id);
}

const ModelTask *ModelPanel::currentTask() const
{
    const auto index = static_cast<std::size_t>(m_tasks->currentIndex());
    return index < m_setup.tasks.size() ? &m_setup.tasks[index] : nullptr;
}

JobRequest ModelPanel::request() const
{
    JobRequest request;
    if (const ModelChoice *choice = currentModel()) {
        request.model = choice->model;
        request.weights = choice->weights;
    }
    if (const ModelTask *task = currentTask())
        request.operation = task->operation;
    request.options = m_form->options().values();
    for (const std::string &name : m_setup.planned)
        request.options.erase(name);
    if (!label().empty())
        request.options["label"] = label();
    request.seed = m_form->seed().seed();
    return request;
}

JobRequest ModelPanel::requestFor(const std::string &operation) const
{
    JobRequest request = this->request();
    request.operation = operation;
    const ModelInfo *model = solferino::findModel(request.model);
    const OperationInfo *info = model ? model->findOperation(operation) : nullptr;
    const nlohmann::json all = std::exchange(request.options, nlohmann::json::object());
    for (const FieldInfo &field : info ? info->fields : FieldList{}) {
        if (const auto found = all.find(field.name); found != all.end())
            request.options[field.name] = *found;
    }
    return request;
}

void ModelPanel::setOptions(const nlohmann::json &options)
{
    nlohmann::json shown = options;
    for (const std::string &name : m_setup.planned)
        shown.erase(name);
    m_form->options().setValues(shown);
}

void ModelPanel::setSeed(std::uint64_t seed)
{
    m_form->seed().setSeed(seed);
}

void ModelPanel::lockSeed(bool isLocked)
{
    m_form->seed().setLocked(isLocked);
}

bool ModelPanel::isSeedLocked() const
{
    return m_form->seed().isLocked();
}

void ModelPanel::rollSeed()
{
    if (!m_form->seed().isLocked())
        m_form->seed().roll();
}

void ModelPanel::addRow(QWidget *row)
{
    m_form->options().addRow(row);
}

void ModelPanel::setObstacle(const QString &sentence)
{
    m_obstacle = sentence;
    updateButton();
}

void ModelPanel::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    updateButton();
}

void ModelPanel::rebuildForm()
{
    const ModelChoice *choice = currentModel();
    const ModelTask *task = currentTask();
    if (!choice || !task || (choice->model == m_formModel && task->operation == m_formOperation))
        return;
    const ModelInfo *model = solferino::findModel(choice->model);
    const OperationInfo *operation = model ? model->findOperation(task->operation) : nullptr;
    ParameterForm &form = m_form->options();
    // What several tasks have in common stays as the person has set it.
    const nlohmann::json before = choice->model == m_formModel ? form.values() : nlohmann::json::object();
    form.setFields(operation ? operation->fields : FieldList{});
    form.setValues(before);
    for (const std::string &name : m_setup.planned)
        form.setRowHidden(name, true);
    form.setRowLabel("count", task->countLabel);
    form.setRowLimit(kRowsShown);
    m_formModel = choice->model;
    m_formOperation = task->operation;
}

void ModelPanel::updateButton()
{
    Button &button = m_form->button();
    button.setText(m_isBusy ? tr("Stop") : tr("Generate"));
    button.setIconName(m_isBusy ? QStringLiteral("media-playback-stop") : QStringLiteral("generate"));
    button.setKeyHint(m_isBusy ? tr("Ctrl+.") : tr("Ctrl+Return"));
    const bool canGenerate = m_obstacle.isEmpty() && currentModel();
    button.setEnabled(m_isBusy || canGenerate);
    button.setToolTip(!m_obstacle.isEmpty() ? m_obstacle
                      : currentModel()      ? tr("Make takes with these settings (Ctrl+Return)")
                                            : tr("No model is installed: train one in Models (Ctrl+3)."));
}

} // namespace solferino
