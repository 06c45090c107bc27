// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QFormLayout;
class QSlider;
class QSpinBox;

namespace solferino {

class Button;
class PathField;
class TextLabel;
class Theme;

/// A video to stylize.
struct VideoPlan
{
    QString input;          ///< file
    QString output;         ///< file: .mp4, .avi or .mkv
    int longestSide = 0;    ///< pixels; 0: as the video
    double stability = 0.9; ///< 0..0.99: how much the frames before count
};

/// Asks for a video, where the result goes, and how stable it is to be. It asks; the listener runs the job.
class VideoDialog final : public QDialog
{
    Q_OBJECT
public:
    VideoDialog(const Theme &theme, QWidget *parent);

    void setPlan(const VideoPlan &plan);
    [[nodiscard]] VideoPlan plan() const;
    /// How the frames will look: "Starry Night, strength 100 %".
    void setSummary(const QString &summary);
    /// Says at the dialog's foot why it cannot start.
    void showError(const QString &sentence);

Q_SIGNALS:
    void startRequested(const solferino::VideoPlan &plan);

private:
    void addFiles(QFormLayout &form);
    void addSettings(QFormLayout &form);
    void suggestOutput();
    void updateStart();

    const Theme &m_theme;
    PathField *m_input;
    PathField *m_output;
    QSpinBox *m_longestSide;
    QSlider *m_stability;
    QSpinBox *m_stabilityField;
    TextLabel *m_summary;
    TextLabel *m_error;
    Button *m_start;
    QString m_suggested; ///< the last output that was not the person's own choice
    bool m_hasStyle = false;
};

} // namespace solferino
