// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/paths.h"
#include "core/protocol/job_request.h"

#include <QWidget>

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
    void setRunNumber(int number);
    /// Asks to train, or says at its row what is missing.
    void submit();

Q_SIGNALS:
    void trainRequested();

private:
    void chooseModel();

    Settings &m_settings;
    Paths m_paths;
    QComboBox *m_models;
    RequestForm *m_form;
};

} // namespace solferino
