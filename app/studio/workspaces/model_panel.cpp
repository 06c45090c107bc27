// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/model_panel.h"

#include "models/catalog/model_catalog.h"
#include "widgets/common/button.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/seed_row.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>

namespace solferino {

namespace {

constexpr int kRowsShown = 5; // options before the disclosure line

/// Options that follow from the song and not from the panel.
constexpr std::array kPlannedOptions = {"qpm", "primer_steps", "primer_melody", "include_primer",
                                        "fit_attempts"};

} // namespace

ModelPanel::ModelPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_models(new QComboBox(this))
    , m_kinds(new QComboBox(this))
    , m_context(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
    , m_form(new ParameterForm(theme, this))
    , m_seed(new SeedRow(theme, this))
    , m_generate(new Button(theme, tr("Generate"), Emphasis::Machine, this))
{
    m_models->setAccessibleName(tr("Model"));
    m_models->setToolTip(tr("The model and its trained weights"));
    m_kinds->setAccessibleName(tr("What to do"));
    m_kinds->addItem(tr("Generate"), int(GenerationKind::Generate));
    m_kinds->addItem(tr("Continue"), int(GenerationKind::Continue));
    m_kinds->addItem(tr("Fill"), int(GenerationKind::Fill));
    m_context->setWordWrap(true);

    // The options scroll where the window is low; model, seed and Generate stay in sight.
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_form);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kInset, metric::kInset, metric::kInset, metric::kInset);
    layout->setSpacing(metric::kGap);
    layout->addWidget(m_models);
    layout->addWidget(m_kinds);
    layout->addWidget(m_context);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_seed);
    layout->addWidget(m_generate);

    connect(m_models, &QComboBox::currentIndexChanged, this, [this] {
        rebuildForm();
        Q_EMIT modelChanged();
    });
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &ModelPanel::kindChanged);
    connect(m_generate, &Button::clicked, this,
            [this] { m_isBusy ? Q_EMIT stopRequested() : Q_EMIT generateRequested(); });
    updateButton();
}

void ModelPanel::setModels(std::vector<ModelChoice> choices)
{
    const ModelChoice previous = currentModel() ? *currentModel() : ModelChoice{};
    const QSignalBlocker blocker(m_models);
    m_choices = std::move(choices);
    m_models->clear();
    for (const ModelChoice &choice : m_choices) {
        m_models->addItem(choice.variant.isEmpty()
                              ? choice.title
                              : QStringLiteral("%1 · %2").arg(choice.title, choice.variant));
    }
    chooseModel(previous.model, previous.weights);
    rebuildForm();
    updateButton();
}

void ModelPanel::chooseModel(const std::string &model, const std::string &weights)
{
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        if (m_choices[i].model == model && m_choices[i].weights == weights)
            m_models->setCurrentIndex(static_cast<int>(i));
    }
}

const ModelChoice *ModelPanel::currentModel() const
{
    const int index = m_models->currentIndex();
    return index >= 0 && index < static_cast<int>(m_choices.size()) ? &m_choices[index] : nullptr;
}

void ModelPanel::setSuggestedKind(GenerationKind kind, const QString &context)
{
    m_context->setText(context);
    if (kind == m_suggested)
        return;
    m_suggested = kind;
    m_kinds->setCurrentIndex(m_kinds->findData(int(kind)));
}

GenerationKind ModelPanel::kind() const
{
    return static_cast<GenerationKind>(m_kinds->currentData().toInt());
}

JobRequest ModelPanel::request() const
{
    JobRequest request;
    if (const ModelChoice *choice = currentModel()) {
        request.model = choice->model;
        request.weights = choice->weights;
    }
    request.operation = "generate";
    request.options = m_form->values();
    for (const char *name : kPlannedOptions)
        request.options.erase(name);
    request.seed = m_seed->seed();
    return request;
}

void ModelPanel::setOptions(const nlohmann::json &options)
{
    nlohmann::json shown = options;
    for (const char *name : kPlannedOptions)
        shown.erase(name);
    m_form->setValues(shown);
}

void ModelPanel::setSeed(std::uint64_t seed)
{
    m_seed->setSeed(seed);
}

void ModelPanel::lockSeed(bool isLocked)
{
    m_seed->setLocked(isLocked);
}

void ModelPanel::rollSeed()
{
    if (!m_seed->isLocked())
        m_seed->roll();
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
    if (!choice || choice->model == m_formModel)
        return;
    const ModelInfo *model = findModel(choice->model);
    const OperationInfo *operation = model ? model->findOperation("generate") : nullptr;
    m_form->setFields(operation ? operation->fields : FieldList{});
    for (const char *name : kPlannedOptions)
        m_form->setRowHidden(name, true);
    m_form->setRowLimit(kRowsShown);
    m_formModel = choice->model;
}

void ModelPanel::updateButton()
{
    m_generate->setText(m_isBusy ? tr("Stop") : tr("Generate"));
    m_generate->setIconName(m_isBusy ? QStringLiteral("media-playback-stop") : QStringLiteral("generate"));
    m_generate->setKeyHint(m_isBusy ? tr("Ctrl+.") : tr("Ctrl+Return"));
    const bool canGenerate = m_obstacle.isEmpty() && currentModel();
    m_generate->setEnabled(m_isBusy || canGenerate);
    m_generate->setToolTip(!m_obstacle.isEmpty() ? m_obstacle
                           : currentModel()      ? tr("Make takes with these settings (Ctrl+Return)")
                                            : tr("No model is installed: train one in Models (Ctrl+2)."));
}

} // namespace solferino
