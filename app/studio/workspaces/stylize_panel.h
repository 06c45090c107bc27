// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <QIcon>
#include <QWidget>

#include <string>

class QComboBox;

namespace solferino {

class MixPanel;
class RequestForm;
class StyleListModel;
class StyleModels;
class TextLabel;
class Theme;

/// What is to be stylized.
enum class StylizeTask { Picture, Folder, Video };

/// The model panel of Stylize: which model, of what, the mix and its finish, and the button for the full
/// size.
class StylizePanel final : public QWidget
{
    Q_OBJECT
public:
    StylizePanel(Theme &theme, StyleListModel &styles, QWidget *parent);

    void setModels(const StyleModels &models);
    /// Shows a model as the chosen one without telling modelChosen().
    void showModel(const StyleModels &models, const std::string &weights);
    [[nodiscard]] StylizeTask task() const;
    [[nodiscard]] MixPanel &mix() { return *m_mix; }
    /// Of the picture's file at full size: format, quality, longest_side, precision, where they are not the
    /// defaults.
    [[nodiscard]] nlohmann::json options() const;
    /// "Preview 1056 × 792 · 84 ms"; empty hides the line.
    void setStatus(const QString &text);
    /// Why a picture, or a folder or video, cannot be made now; empty enables the button.
    void setObstacles(const QString &ofPicture, const QString &ofOthers);

Q_SIGNALS:
    void modelChosen(const std::string &weights);
    void taskChanged();
    void optionsChanged();
    void startRequested(); ///< of the chosen task

private:
    void updateButton();

    QComboBox *m_models;
    QComboBox *m_tasks;
    TextLabel *m_status;
    MixPanel *m_mix;
    RequestForm *m_form;
    QIcon m_icon; ///< of models
    QString m_pictureObstacle;
    QString m_othersObstacle;
};

} // namespace solferino
