// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/training_run.h"

#include <QPointer>
#include <QWidget>

#include <array>

class QBoxLayout;
class QGridLayout;
class QHBoxLayout;
class QProgressBar;
class QVBoxLayout;

namespace solferino {

class Button;
class LossPlot;
class NumberLabel;
class SampleDrawings;
class SamplePictures;
class TextLabel;
class Theme;

/// One training run as it goes: figures, loss, samples to hear or see, what became of the data set, and what
/// to do with it.
class TrainingView final : public QWidget
{
    Q_OBJECT
public:
    TrainingView(Theme &theme, QWidget *parent);

    void setRun(TrainingRun *run);
    [[nodiscard]] TrainingRun *run() const { return m_run; }
    /// The validation curve of another run behind this one's.
    void setReference(const QString &name, const LossCurves &curves);

Q_SIGNALS:
    void pauseRequested();
    void resumeRequested();
    void keepRequested();
    void sampleRequested(const std::vector<solferino::SongNote> &notes);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Figure { Step, Epoch, Speed, TimeLeft, TrainLoss, Validation, FigureCount };

    void buildHeader(QVBoxLayout &layout);
    void buildFigures(QVBoxLayout &layout);
    void buildPlot(QVBoxLayout &layout);
    /// Figures in as many columns, buttons and samples beside or below each other, as there is room.
    void arrange();
    void refresh();
    void refreshSamples();
    void refreshPictures(const std::vector<TrainingSample> &samples);
    void refreshMelodies(const std::vector<TrainingSample> &samples);
    void refreshReport();

    Theme &m_theme;
    QPointer<TrainingRun> m_run;
    TextLabel *m_title;
    Button *m_pause;
    Button *m_keep;
    TextLabel *m_reason; ///< why it failed or was interrupted
    QProgressBar *m_progress;
    QBoxLayout *m_header = nullptr;
    QGridLayout *m_grid = nullptr;
    std::array<TextLabel *, FigureCount> m_captions{};
    std::array<NumberLabel *, FigureCount> m_figures{};
    LossPlot *m_plot;
    QWidget *m_samplePlace;
    QHBoxLayout *m_samples;
    SampleDrawings *m_drawings;
    SamplePictures *m_pictures;
    TextLabel *m_report;
    TextLabel *m_discarded;
};

} // namespace solferino
