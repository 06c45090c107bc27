// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/workspaces/model_panel.h"
#include "core/base/paths.h"
#include "core/protocol/job_request.h"

#include <QWidget>

#include <vector>

class QComboBox;

namespace solferino {

class RequestForm;
class Settings;
class Theme;

/// The options of the next training run, from the catalog: which model, which data, how long.
class TrainPanel final : public QWidget
{
    Q_OBJECT
public:
    TrainPanel(Theme &theme, Settings &settings, const Paths &paths, QWidget *parent);

    /// The run as it would be queued, with a folder of its own.
    [[nodiscard]] JobRequest request() const;
    /// The installed models, which new styles and the like can be added to.
    void setModels(std::vector<ModelChoice> models);
    /// Fills the first option for data that is empty, or else the first one.
    void setData(const QStringList &paths);
    /// What the button says. `waits`: another run is not done yet, so that this one is queued.
    void setRunNumber(int number, bool waits);
    /// Asks to train, or says at its row what is missing.
    void submit();

Q_SIGNALS:
    void trainRequested();

private:
    [[nodiscard]] std::string modelId() const;
    /// "train", or what else makes a model of this kind.
    [[nodiscard]] std::string operation() const;
    void chooseModel();
    void chooseOperation();

    Settings &m_settings;
    Paths m_paths;
    std::vector<ModelChoice> m_installed;
    QComboBox *m_models;
    QComboBox *m_operations; ///< hidden where there is only one
    QComboBox *m_bases;      ///< models to add to; hidden where nothing is added
    RequestForm *m_form;
};

} // namespace solferino
