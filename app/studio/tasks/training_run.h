// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/music/song.h"
#include "core/domain/sketch/drawing.h"
#include "core/jobs/job.h"
#include "widgets/jobs/loss_curves.h"

#include <QImage>
#include <QObject>
#include <QPointer>

#include <optional>
#include <vector>

namespace solferino {

/// What a model made while it was trained: a melody, drawings, or pictures.
struct TrainingSample
{
    qint64 step = 0;
    std::optional<double> validationLoss; ///< absent before the first validation
    std::vector<SongNote> notes;          ///< four steps a quarter, a step is kSampleTicks ticks
    std::vector<Lines> drawings;          ///< in canvas pixels
    QImage pictures;                      ///< a strip of them, the photo first
};
inline constexpr Tick kSampleTicks = 120;

/// What became of the files of a data set.
struct DataReport
{
    int files = 0;    ///< or photos
    int examples = 0; ///< melodies, drawings, or paintings
    int training = 0;
    int validation = 0;
    std::vector<std::pair<QString, int>> discarded; ///< reason as people read it, count; most first
    QStringList unreadable;                         ///< "file: reason"
};

/// A training job with what it reported: data set, curves, samples. After a restart it reads them back from
/// the run's folder. GUI thread.
class TrainingRun final : public QObject
{
    Q_OBJECT
public:
    TrainingRun(Job &job, QObject *parent);

    [[nodiscard]] Job *job() const { return m_job; }
    /// Id of the model that is trained.
    [[nodiscard]] std::string model() const;
    [[nodiscard]] QString folder() const;
    [[nodiscard]] QString config() const;
    /// The model to keep, in the run's folder; may not exist yet.
    [[nodiscard]] QString bestFile() const;
    [[nodiscard]] LossCurves curves() const;
    [[nodiscard]] const std::vector<TrainingSample> &samples() const { return m_samples; }
    [[nodiscard]] const DataReport *report() const { return m_report.files > 0 ? &m_report : nullptr; }

Q_SIGNALS:
    void changed(); ///< state, progress, curves
    void samplesChanged();
    void reportChanged();

private:
    void receive(const nlohmann::json &body);
    void readFolder();

    QPointer<Job> m_job;
    std::vector<TrainingSample> m_samples;
    DataReport m_report;
};

/// A loss as people read it: those of stylization are in the hundred thousands, others about 1.
[[nodiscard]] QString lossText(double loss);
/// True for jobs that train a model, or teach one more.
[[nodiscard]] bool isTraining(const Job &job);

} // namespace solferino
