// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/style_models.h"
#include "app/studio/workspaces/workspace.h"
#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/documents/take.h"

#include <functional>

namespace solferino {

class CompareActions;
class CompareToolRow;
class CompareView;
class CropView;
class DocumentController;
class ImageDocument;
class Job;
class JobQueue;
class MessageStrip;
class Settings;
class StyleListModel;
class StyleStrip;
class StyleThumbnails;
class StylizeBatch;
class StylizeCamera;
class StylizeFiles;
class StylizePanel;
class StylizePreview;
class StylizeTakeController;
class StylizeVideo;
class TakeComparison;
class TakeList;
class TakePanel;
class Theme;

/// Stylize: a photo and its stylized form side by side, the strip of styles under them, model, mix and takes
/// beside. Joins view, strip, panel and models.
class StylizeWorkspace final : public Workspace
{
    Q_OBJECT
public:
    struct Parts
    {
        Theme &theme;
        Settings &settings;
        ImageDocument &document;
        TakeList &takes;
        JobQueue &queue;
        DocumentController &documents;
        Paths paths;
        QString bundledModels;  ///< folder of the models that came with the program
        bool warmsModel = true; ///< loads the chosen model while the workspace is in front
    };
    StylizeWorkspace(const Parts &parts, QWidget *window);

    [[nodiscard]] QString id() const override { return QStringLiteral("stylize"); }
    [[nodiscard]] QString title() const override { return tr("Stylize"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("stylize"); }
    [[nodiscard]] SidePanel upperPanel() override;
    [[nodiscard]] SidePanel lowerPanel() override;
    [[nodiscard]] QString menuTitle() const override { return tr("&Image"); }
    [[nodiscard]] QList<QAction *> exportActions() override;
    [[nodiscard]] QList<QAction *> editActions() override;
    [[nodiscard]] QList<QAction *> viewActions() override;
    [[nodiscard]] QList<QAction *> ownActions() override;
    [[nodiscard]] QList<QAction *> modelActions() override { return m_modelActions; }
    void takeFocus() override;

    [[nodiscard]] CompareView &view() { return *m_view; }
    [[nodiscard]] CropView &cropView() { return *m_crop; }
    [[nodiscard]] StyleStrip &strip() { return *m_strip; }
    [[nodiscard]] StyleListModel &styles() { return *m_styles; }
    [[nodiscard]] StylizePanel &panel() { return *m_panel; }
    [[nodiscard]] TakePanel &takePanel() { return *m_takePanel; }
    [[nodiscard]] StylizePreview &preview() { return *m_preview; }
    [[nodiscard]] StylizeTakeController &takeController() { return *m_takeController; }
    [[nodiscard]] StylizeFiles &files() { return *m_files; }
    [[nodiscard]] StylizeBatch &batch() { return *m_batch; }
    [[nodiscard]] StylizeCamera &camera() { return *m_camera; }

public Q_SLOTS:
    /// Reads the list of installed models anew and keeps the choice where it is still there.
    void updateModels();
    /// Loads the model of the previews into the engine, so that the first one comes at once.
    void warmUp();
    /// Chooses an installed model for the document, as one undo step.
    void chooseModel(const std::string &weights);
    /// The first photo, or the folder or video, of some files.
    void openFiles(const QStringList &paths);
    /// Asks which part of the photo is to stay.
    void beginCrop();
    /// Shows what a camera sees and takes a picture of it.
    void openCamera();
    /// One sentence above the picture with the raw text behind Details.
    void showError(const solferino::Error &error);

private:
    void buildLayout();
    void createActions();
    void connectView();
    void connectStyling();
    void connectTakes();
    void connectFiles();
    void connectComparison();
    void restoreSettings();
    void restoreView();  ///< as the project has it
    void remember();     ///< for the project's file
    void rememberForm(); ///< of the mix, for the next start
    void toggleStrokes();
    void chooseColours(StyleColours colours);
    void updateActions();
    void updateBefore();
    void updatePhoto();
    /// Shows this part of the photo.
    void placePicture(const PictureCrop &crop);
    void endCrop();
    void crop(const PictureCrop &crop);
    void updateStyling();
    void updateShown();
    void updateStatus();
    void updateStrokeNote();
    void requestStyling(const Styling &styling, const QString &text);
    void start();
    void openFolder(const QString &folder);
    void openVideo(const QString &path);
    /// "Starry Night 80 % · Wheat Field 20 %, strength 100 %"
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString shortStyles(const Take &take) const;
    [[nodiscard]] QString takeTitle(TakeId id) const;
    /// What is missing before the preview's look can be made at full size; empty: nothing.
    [[nodiscard]] QString missingForPicture() const;
    [[nodiscard]] QString missingForOthers() const; ///< the same for folders and videos
    void showMessage(const QString &sentence, const QString &repair = {}, std::function<void()> mend = {});
    void showJobFailure(Job *job);
    void exportTake(TakeId id);

    Parts m_parts;
    StyleModels m_models;
    StyleListModel *m_styles;
    MessageStrip *m_message;
    CompareView *m_view;
    CropView *m_crop;
    PictureCrop m_shownCrop;
    CompareActions *m_actions;
    CompareToolRow *m_toolRow;
    StyleStrip *m_strip;
    StylizePanel *m_panel;
    TakePanel *m_takePanel;
    StylizePreview *m_preview;
    StyleThumbnails *m_thumbnails;
    StylizeTakeController *m_takeController;
    TakeComparison *m_comparison;
    StylizeCamera *m_camera;
    StylizeFiles *m_files;
    StylizeBatch *m_batch;
    StylizeVideo *m_video;
    QList<QAction *> m_undoActions;
    QList<QAction *> m_mixActions;
    QList<QAction *> m_colourActions; ///< in the order of StyleColours
    QList<QAction *> m_modelActions;
    QAction *m_styleFocus = nullptr;
    QAction *m_vary = nullptr;
    QAction *m_render = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_keep = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_takeFocus = nullptr;
    QAction *m_fileSettings = nullptr;
    bool m_isRestoring = false;
    GestureId m_gesture = 0;    ///< of the drag that goes on
    std::string m_shownWeights; ///< whose styles the strip has
    /// What the strip's repair button does now.
    std::function<void()> m_repair;
};

} // namespace solferino
