// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/generation_plan.h"
#include "core/protocol/job_request.h"

#include <QWidget>

#include <vector>

class QComboBox;

namespace solferino {

class Button;
class ParameterForm;
class SeedRow;
class TextLabel;
class Theme;

/// One entry of the model list: a model with one of its installed weights.
struct ModelChoice
{
    std::string model;   ///< "melody_rnn"
    std::string weights; ///< bundled name or a file
    QString title;       ///< "Melody RNN"
    QString variant;     ///< "attention"
};

/// The model panel of Compose: which model, what for, its options, the seed, Generate. It knows operations by
/// the catalog alone and makes a request without inputs; whoever listens adds those.
class ModelPanel final : public QWidget
{
    Q_OBJECT
public:
    ModelPanel(Theme &theme, QWidget *parent);

    /// Keeps the chosen entry where it is still there.
    void setModels(std::vector<ModelChoice> choices);
    void chooseModel(const std::string &model, const std::string &weights);
    [[nodiscard]] const ModelChoice *currentModel() const;

    /// What the selection suggests; the person may choose another kind until the suggestion changes.
    void setSuggestedKind(GenerationKind kind, const QString &context);
    [[nodiscard]] GenerationKind kind() const;

    /// Model, weights, options and seed as they stand.
    [[nodiscard]] JobRequest request() const;
    void setOptions(const nlohmann::json &options);
    void setSeed(std::uint64_t seed);
    void lockSeed(bool isLocked);
    /// The seed of the next request, unless it is locked.
    void rollSeed();
    /// Why Generate is not possible now; empty enables it.
    void setObstacle(const QString &sentence);
    void setBusy(bool isBusy);

Q_SIGNALS:
    void generateRequested();
    void stopRequested();
    void modelChanged();
    void kindChanged();

private:
    void rebuildForm();
    void updateButton();

    std::vector<ModelChoice> m_choices;
    QComboBox *m_models;
    QComboBox *m_kinds;
    TextLabel *m_context;
    ParameterForm *m_form;
    std::string m_formModel;
    SeedRow *m_seed;
    Button *m_generate;
    GenerationKind m_suggested = GenerationKind::Generate;
    QString m_obstacle;
    bool m_isBusy = false;
};

} // namespace solferino
