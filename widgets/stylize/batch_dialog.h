// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <vector>

class QComboBox;
class QProgressBar;
class QSpinBox;
class QStackedWidget;
class QTreeWidget;

namespace solferino {

class Button;
class PathField;
class TextLabel;
class Theme;

/// A folder of photos to stylize.
struct BatchPlan
{
    QString input;                           ///< folder
    QString output;                          ///< folder
    QString format = QStringLiteral("jpeg"); ///< jpeg, png, tiff or webp
    int quality = 92;                        ///< of JPEG and WebP, 1..100
};

/// What became of one file of a batch.
struct BatchResult
{
    QString file;   ///< name in the folder
    QString reason; ///< why it was left out; empty: done
};

/// Asks for the folders of a batch, shows how it goes on, and at its end what became of each file. It asks;
/// the listener looks into folders and runs the job.
class BatchDialog final : public QDialog
{
    Q_OBJECT
public:
    BatchDialog(const Theme &theme, QWidget *parent);

    /// Without an output, results go into a folder inside the input until the person chooses another.
    void setPlan(const BatchPlan &plan);
    [[nodiscard]] BatchPlan plan() const;
    /// How the photos will look: "Starry Night 80 % · Wheat Field 20 %, strength 100 %"; empty: no style is
    /// chosen yet, and nothing can start.
    void setSummary(const QString &summary);
    /// What is in the chosen folder; -1 while it is not known.
    void setFound(int pictures, int others);
    /// Says at the dialog's foot why it cannot start.
    void showError(const QString &sentence);

    void showProgress(int done, int total, const QString &file);
    /// The end. `sentence` is the head of the report; empty: how many are done.
    void showReport(const std::vector<BatchResult> &results, const QString &sentence);

Q_SIGNALS:
    void inputChosen(const QString &folder);
    void startRequested(const solferino::BatchPlan &plan);
    void cancelRequested();
    void resultRequested(const QString &folder); ///< show the folder of the results

private:
    enum Page { Form, Progress, Report };
    static constexpr int kUnknown = -1;

    QWidget *buildForm();
    QWidget *buildProgress();
    QWidget *buildReport();
    void suggestOutput();
    void updateStart();

    const Theme &m_theme;
    QStackedWidget *m_pages;
    PathField *m_input = nullptr;
    PathField *m_output = nullptr;
    QComboBox *m_format = nullptr;
    QSpinBox *m_quality = nullptr;
    TextLabel *m_summary = nullptr;
    TextLabel *m_found = nullptr;
    TextLabel *m_error = nullptr;
    Button *m_start = nullptr;
    TextLabel *m_file = nullptr;
    QProgressBar *m_bar = nullptr;
    Button *m_close = nullptr; ///< of the progress
    TextLabel *m_outcome = nullptr;
    QTreeWidget *m_results = nullptr;
    int m_pictures = kUnknown;
    bool m_hasStyle = false;
    QString m_suggested; ///< folder of the results, while the person has chosen none
};

} // namespace solferino
