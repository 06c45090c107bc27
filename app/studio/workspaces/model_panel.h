// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <QIcon>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QComboBox;

namespace solferino {

class ClassField;
class RequestForm;
class TextLabel;
class Theme;

/// One entry of the model list: a model with one of its installed weights.
struct ModelChoice
{
    std::string model;   ///< "melody_rnn"
    std::string weights; ///< bundled name or a file
    QString title;       ///< "Melody RNN"
    QString variant;     ///< "attention"
    QString path = {};   ///< of the model file; empty where it is not on this machine
    nlohmann::json card = nlohmann::json::object(); ///< what the file says about itself
};

/// Something that the models of a workspace do, an entry of the panel's second list.
struct ModelTask
{
    int id = 0;              ///< of the workspace's own enum
    QString title;           ///< "Finish my drawing"
    std::string operation;   ///< of the catalog: "continue"
    QString countLabel = {}; ///< what its option "count" counts; empty: the option's own name
};

/// What a workspace wants of its panel.
struct ModelPanelSetup
{
    /// Where the weights of a model are chosen.
    enum class Weights {
        WithModel, ///< in the model list: each is a kind of its own
        AsClasses, ///< in a row with search: each knows one class of things, or names its classes
    };

    std::vector<ModelTask> tasks;
    std::vector<std::string> planned = {}; ///< options that follow from the document and not from the panel
    Weights weights = Weights::WithModel;
};

/// The model panel of a workspace: which model, what for, its options, the seed, Generate. It knows
/// operations by the catalog alone and makes a request without inputs; whoever listens adds those.
class ModelPanel final : public QWidget
{
    Q_OBJECT
public:
    ModelPanel(Theme &theme, ModelPanelSetup setup, QWidget *parent);

    /// Keeps the chosen entry where it is still there.
    void setModels(std::vector<ModelChoice> choices);
    /// An empty label keeps the class where the weights have several.
    void chooseModel(const std::string &model, const std::string &weights, const std::string &label = {});
    [[nodiscard]] const ModelChoice *currentModel() const;
    /// The first that fits, of those that can be chosen; null for none.
    [[nodiscard]] const ModelChoice *findModel(const std::function<bool(const ModelChoice &)> &fits) const;
    /// The class among those that the chosen weights name; empty where they name none.
    [[nodiscard]] std::string label() const;

    /// The line under the tasks: what the model starts from.
    void setContext(const QString &context);
    /// What the document suggests; the person may choose another task until the suggestion changes.
    void suggestTask(int task);
    [[nodiscard]] int task() const; ///< its id
    void chooseTask(int task);
    /// The first task with this operation.
    void chooseOperation(const std::string &operation);

    /// Model, operation, weights, options and seed as they stand.
    [[nodiscard]] JobRequest request() const;
    /// The same for another operation of the model, with those options that it has.
    [[nodiscard]] JobRequest requestFor(const std::string &operation) const;
    void setOptions(const nlohmann::json &options);
    void setSeed(std::uint64_t seed);
    void lockSeed(bool isLocked);
    [[nodiscard]] bool isSeedLocked() const;
    /// The seed of the next request, unless it is locked.
    void rollSeed();
    /// A row of the workspace's own, before the disclosure line of the options.
    void addRow(QWidget *row);
    /// Why Generate is not possible now; empty enables it.
    void setObstacle(const QString &sentence);
    void setBusy(bool isBusy);

Q_SIGNALS:
    void generateRequested();
    void stopRequested();
    void modelChanged(); ///< weights and class too
    void taskChanged();
    void optionsChanged(); ///< soon after the change, once for several

private:
    /// What the class row or the model list offers.
    struct Entry
    {
        std::size_t choice = 0; ///< index into m_choices
        std::string label = {};
    };

    [[nodiscard]] bool hasClasses() const { return m_setup.weights == ModelPanelSetup::Weights::AsClasses; }
    void buildChoices(Theme &theme);
    void fillEntries();
    /// Shows the size of the chosen network beside its model.
    void updateModelRow();
    void show(int entry);
    void chooseEntry(int entry);
    void rebuildForm();
    void updateButton();
    [[nodiscard]] const ModelTask *currentTask() const;

    ModelPanelSetup m_setup;
    std::vector<ModelChoice> m_choices;
    std::vector<Entry> m_entries;
    int m_entry = -1;
    QIcon m_icon; ///< of models
    QComboBox *m_models;
    QComboBox *m_tasks;
    TextLabel *m_context;
    ClassField *m_classes = nullptr;
    RequestForm *m_form;
    QTimer m_optionsTimer; ///< whoever listens may rebuild the form that is just changing
    std::string m_formModel;
    std::string m_formOperation;
    std::optional<int> m_suggested;
    QString m_obstacle;
    bool m_isBusy = false;
};

} // namespace solferino
