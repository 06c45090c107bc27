// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/image_document.h"
#include "widgets/stylize/batch_dialog.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <vector>

namespace solferino {

class Job;
class JobQueue;
class Settings;
class StyleModels;

/// A folder of photos, one job after the other, in one dialog. What cannot be read or made is left out and
/// said so in the report; results never replace a file. GUI thread.
class StylizeBatch final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        const Theme &theme;
        const StyleModels &models;
        JobQueue &queue;
        Settings &settings;
    };
    StylizeBatch(const Parts &parts, QWidget *window);

    /// Shows the dialog for a folder; empty: the person chooses one. `summary` says in words what `styling`
    /// and `options` (of `stylize`) do.
    void open(const QString &folder, const Styling &styling, const nlohmann::json &options,
              const QString &summary);
    [[nodiscard]] BatchDialog *dialog() const { return m_dialog; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// What became of the files so far.
    [[nodiscard]] const std::vector<BatchResult> &results() const { return m_results; }

private:
    void look(const QString &folder);
    void start(const BatchPlan &plan);
    void next();
    void submit(const Photo &photo);
    void write(const Bytes &file, const std::string &photoName);
    void finishFile(const QString &reason);
    void finish(const QString &sentence);
    void cancel();

    Parts m_parts;
    QWidget *m_window;
    QPointer<BatchDialog> m_dialog;
    Styling m_styling;
    nlohmann::json m_options;
    BatchPlan m_plan;
    QStringList m_files; ///< names in the folder
    std::vector<BatchResult> m_results;
    QPointer<Job> m_job;
    bool m_isRunning = false;
    int m_number = 0; ///< of the run: what belongs to an earlier one does not count
};

} // namespace solferino
