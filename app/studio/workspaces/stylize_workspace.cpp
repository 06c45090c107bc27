// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/stylize_workspace.h"

#include "app/studio/documents/document_controller.h"
#include "app/studio/tasks/installed_models.h"
#include "app/studio/tasks/style_thumbnails.h"
#include "app/studio/tasks/stylize_batch.h"
#include "app/studio/tasks/stylize_camera.h"
#include "app/studio/tasks/stylize_files.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "app/studio/tasks/stylize_video.h"
#include "app/studio/tasks/take_comparison.h"
#include "app/studio/workspaces/stylize_panel.h"
#include "core/commands/change_styling_command.h"
#include "core/jobs/job_queue.h"
#include "core/project/settings.h"
#include "widgets/common/message_strip.h"
#include "widgets/common/theme.h"
#include "widgets/stylize/compare_actions.h"
#include "widgets/stylize/compare_tool_row.h"
#include "widgets/stylize/compare_view.h"
#include "widgets/stylize/crop_view.h"
#include "widgets/stylize/mix_panel.h"
#include "widgets/stylize/style_list_model.h"
#include "widgets/stylize/style_strip.h"
#include "widgets/takes/take_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QVBoxLayout>

namespace solferino {

namespace {

constexpr int kExampleHeight = 60;

QPixmap examplePicture()
{
    return QPixmap(QStringLiteral(":/samples/canvas_shoes.jpg"))
        .scaledToHeight(kExampleHeight, Qt::SmoothTransformation);
}

} // namespace

StylizeWorkspace::StylizeWorkspace(const Parts &parts, QWidget *window)
    : Workspace(window)
    , m_parts(parts)
    , m_styles(new StyleListModel(this))
    , m_message(new MessageStrip(parts.theme, this))
    , m_view(new CompareView(parts.theme, this))
    , m_crop(new CropView(parts.theme, this))
    , m_actions(new CompareActions(*m_view, parts.theme, this))
    , m_toolRow(new CompareToolRow(parts.theme, *m_view, *m_actions, this))
    , m_strip(new StyleStrip(parts.theme, *m_styles, this))
    , m_panel(new StylizePanel(parts.theme, *m_styles, this))
    , m_takePanel(new TakePanel(parts.theme, parts.takes, this))
    , m_preview(new StylizePreview({parts.document, m_models, parts.queue, parts.settings}, this))
    , m_thumbnails(new StyleThumbnails({m_models, *m_styles, parts.queue, parts.settings}, this))
    , m_takeController(new StylizeTakeController(
          {parts.document, parts.takes, m_models, *m_preview, parts.queue, parts.settings, *m_takePanel},
          this))
    , m_comparison(new TakeComparison({parts.takes, *m_takeController, *m_view,
                                       [this](TakeId id) {
                                           return takeTitle(id);
                                       }},
                                      this))
    , m_camera(new StylizeCamera({parts.theme, m_models, parts.queue, parts.settings}, window))
    , m_files(new StylizeFiles({parts.theme, parts.settings, parts.document, *m_takeController, *m_camera},
                               window))
    , m_batch(new StylizeBatch({parts.theme, m_models, parts.queue, parts.settings}, window))
    , m_video(new StylizeVideo({parts.theme, m_models, parts.queue, parts.settings}, window))
{
    buildLayout();
    createActions();
    connectView();
    connectStyling();
    connectTakes();
    connectComparison();
    connectFiles();
    connect(m_message, &MessageStrip::repairRequested, this, [this] {
        const std::function<void()> repair = std::exchange(m_repair, {});
        m_message->dismiss();
        if (repair)
            repair();
    });
    restoreSettings();
    updateModels();
    updatePhoto();
}

void StylizeWorkspace::buildLayout()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toolRow);
    layout->addWidget(m_message);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_crop, 1);
    m_crop->hide();
    layout->addWidget(m_strip);
    const bool hasCamera = m_camera->isInstalled() && !connectedCameras().empty();
    m_view->setEmptyContent({.headline = tr("Drop a photo here, and click a painting."),
                             .note = tr("Nothing leaves this machine, and the photo itself never changes."),
                             .primary = {},
                             .primaryKey = {},
                             .primaryIcon = {},
                             .secondary = tr("Open Photo…"),
                             .secondaryKey = tr("Ctrl+I"),
                             .secondaryIcon = QStringLiteral("document-open"),
                             .other = hasCamera ? tr("Take a Picture…") : QString(),
                             .otherIcon = QStringLiteral("camera-photo"),
                             .example = tr("Example: a pair of canvas shoes."),
                             .exampleLink = tr("Open the Example"),
                             .examplePicture = examplePicture()});
    m_takePanel->setStylesText([this](const Take &take) { return shortStyles(take); });
    m_takePanel->setTips(tr("Take this look and give it a star: it is saved with the project (Return)"),
                         tr("Let chance add another style to this look (V)"));
    m_takePanel->setCompares(true);
}

SidePanel StylizeWorkspace::upperPanel()
{
    return {tr("Model"), m_panel};
}

SidePanel StylizeWorkspace::lowerPanel()
{
    return {tr("Takes"), m_takePanel};
}

void StylizeWorkspace::takeFocus()
{
    if (m_parts.document.photo().file)
        m_strip->setFocus();
    else
        m_view->setFocus();
    warmUp();
}

void StylizeWorkspace::connectView()
{
    connect(m_toolRow, &CompareToolRow::openRequested, m_files, &StylizeFiles::openWithDialog);
    connect(m_view, &CompareView::openRequested, m_files, &StylizeFiles::openWithDialog);
    connect(m_view, &CompareView::exampleRequested, m_files, &StylizeFiles::openExample);
    connect(m_view, &CompareView::filesDropped, m_files, &StylizeFiles::openDropped);
    connect(m_view, &CompareView::pictureDropped, m_files, [this](const QImage &image) {
        m_files->openImage(image, tr("Dropped picture"), tr("Drop Photo"));
    });
    connect(m_view, &CompareView::cameraRequested, this, &StylizeWorkspace::openCamera);
    connect(m_view, &CompareView::viewChanged, this, &StylizeWorkspace::remember);
    connect(m_actions, &CompareActions::cropRequested, this, &StylizeWorkspace::beginCrop);
    connect(m_crop, &CropView::cropChosen, this, &StylizeWorkspace::crop);
    connect(m_crop, &CropView::cancelled, this, &StylizeWorkspace::endCrop);
    connect(m_view, &CompareView::maskPainted, m_preview, &StylizePreview::showMask);
    const auto setMask = [this](const StyleMask &mask, const QString &text) {
        Styling styling = m_parts.document.styling();
        styling.finish.mask = mask;
        requestStyling(styling, text);
    };
    connect(m_view, &CompareView::maskStroked, this,
            [setMask](const StyleMask &mask) { setMask(mask, tr("Paint Mask")); });
    connect(m_actions, &CompareActions::maskRequested, this, setMask);
    connect(m_preview, &StylizePreview::photoShown, this, &StylizeWorkspace::updatePhoto);
    connect(m_preview, &StylizePreview::photoFailed, this, &StylizeWorkspace::showError);
    connect(m_preview, &StylizePreview::failed, this,
            [this](Job *job) { showMessage(job->reason(), tr("Retry"), [this] { m_preview->refresh(); }); });
    connect(m_preview, &StylizePreview::changed, this, [this] {
        m_thumbnails->setAllowed(!m_preview->isBusy());
        updateStatus();
    });
    connect(&m_parts.settings, &Settings::deviceChanged, m_preview, &StylizePreview::refresh);
}

void StylizeWorkspace::connectStyling()
{
    ImageDocument &document = m_parts.document;
    MixPanel &mix = m_panel->mix();
    connect(&document, &ImageDocument::stylingChanged, this, &StylizeWorkspace::updateStyling);
    connect(&mix, &MixPanel::gestureBegan, this, [this] { m_gesture = m_parts.document.beginGesture(); });
    connect(&mix, &MixPanel::gestureEnded, this, [this] { m_gesture = 0; });
    connect(&mix, &MixPanel::stylingRequested, this, &StylizeWorkspace::requestStyling);
    connect(&mix, &MixPanel::brushNoteActivated, this, &StylizeWorkspace::toggleStrokes);
    connect(&mix, &MixPanel::formChanged, this, &StylizeWorkspace::rememberForm);
    connect(m_strip, &StyleStrip::mixRequested, this,
            [this](const std::vector<MixedStyle> &chosen, const QString &text) {
                Styling styling = m_parts.document.styling();
                styling.mix = chosen;
                requestStyling(styling, text);
            });
    connect(m_strip, &StyleStrip::refused, this, [this](const QString &sentence) { showMessage(sentence); });
    connect(m_toolRow, &CompareToolRow::coloursRequested, this, &StylizeWorkspace::chooseColours);
    connect(m_panel, &StylizePanel::modelChosen, this, &StylizeWorkspace::chooseModel);
    connect(m_panel, &StylizePanel::optionsChanged, this,
            [this] { m_takeController->setRenderOptions(m_panel->options()); });
    connect(m_panel, &StylizePanel::startRequested, this, &StylizeWorkspace::start);
}

void StylizeWorkspace::connectTakes()
{
    StylizeTakeController *takes = m_takeController;
    connect(takes, &StylizeTakeController::shownChanged, this, &StylizeWorkspace::updateShown);
    connect(takes, &StylizeTakeController::refused, this,
            [this](const QString &sentence) { showMessage(sentence); });
    connect(takes, &StylizeTakeController::failed, this, &StylizeWorkspace::showError);
    connect(takes, &StylizeTakeController::jobFailed, this, &StylizeWorkspace::showJobFailure);
    connect(takes, &StylizeTakeController::noticed, this,
            [this](const QString &sentence) { showMessage(sentence); });
    connect(m_takePanel, &TakePanel::exportRequested, this, &StylizeWorkspace::exportTake);
    connect(m_takePanel, &TakePanel::commandLineRequested, this,
            [this](TakeId id) { QApplication::clipboard()->setText(m_takeController->commandLine(id)); });
    connect(m_takePanel, &TakePanel::fileRequested, this, [this](TakeId id, QString *path) {
        *path = m_takeController->writeTake(id, m_parts.paths.cache);
    });
    connect(m_takePanel, &TakePanel::closed, this, &StylizeWorkspace::takeFocus);
}

void StylizeWorkspace::connectFiles()
{
    connect(m_files, &StylizeFiles::failed, this, &StylizeWorkspace::showError);
    connect(m_files, &StylizeFiles::cameraRequested, this, &StylizeWorkspace::openCamera);
    connect(m_files, &StylizeFiles::folderRequested, this, &StylizeWorkspace::openFolder);
    connect(m_files, &StylizeFiles::videoRequested, this, &StylizeWorkspace::openVideo);
    connect(m_video, &StylizeVideo::jobFailed, this, &StylizeWorkspace::showJobFailure);
    const auto showHere = [this](const Error &error) {
        if (isVisible())
            showError(error);
    };
    connect(&m_parts.documents, &DocumentController::problemArose, this, showHere);
    connect(&m_parts.queue, &JobQueue::engineFailed, this, showHere);
}

void StylizeWorkspace::updateModels()
{
    m_models.setChoices(installedModels({"image_stylization"}, m_parts.bundledModels, m_parts.paths.models));
    m_panel->setModels(m_models);
    m_shownWeights.clear();
    updateStyling();
    m_preview->refresh();
    updateActions();
}

void StylizeWorkspace::warmUp()
{
    const Styling &styling = m_parts.document.styling();
    const ModelChoice *model = m_models.find(styling.weights);
    if (!model || !m_parts.warmsModel || !isVisible())
        return;
    if (const ModelChoice *quick = m_models.quickOne(*model, styling.mix))
        model = quick;
    m_parts.queue.warmUp(QString::fromStdString(model->model), QString::fromStdString(model->weights));
}

void StylizeWorkspace::chooseModel(const std::string &weights)
{
    Styling styling = m_parts.document.styling();
    styling.weights = m_models.nameOf(weights);
    if (const ModelChoice *model = m_models.find(weights)) {
        std::erase_if(styling.mix, [model](const MixedStyle &style) { return !hasStyles(*model, {style}); });
        // Where there is nothing to choose from, nothing is to be chosen.
        if (const auto names = styleNames(*model); names.size() == 1)
            styling.mix = {{names.front()}};
    }
    requestStyling(styling, tr("Choose Model"));
    warmUp();
}

void StylizeWorkspace::chooseColours(StyleColours colours)
{
    Styling styling = m_parts.document.styling();
    styling.finish.colours = colours;
    requestStyling(styling, tr("Change Colours"));
}

void StylizeWorkspace::openFiles(const QStringList &paths)
{
    m_files->openDropped(paths);
}

void StylizeWorkspace::requestStyling(const Styling &styling, const QString &text)
{
    if (styling != m_parts.document.styling())
        m_parts.document.undoStack().push(
            new ChangeStylingCommand(m_parts.document, text, styling, m_gesture));
}

void StylizeWorkspace::start()
{
    switch (m_panel->task()) {
    case StylizeTask::Picture:
        m_message->dismiss();
        m_takeController->render();
        break;
    case StylizeTask::Folder:
        openFolder({});
        break;
    case StylizeTask::Video:
        openVideo({});
        break;
    }
}

void StylizeWorkspace::openFolder(const QString &folder)
{
    m_batch->open(folder, m_parts.document.styling(), m_panel->options(), summary());
}

void StylizeWorkspace::openVideo(const QString &path)
{
    m_video->open(path, m_parts.document.styling(), summary());
}

void StylizeWorkspace::openCamera()
{
    const Styling &styling = m_parts.document.styling();
    m_camera->open(styling, styling.mix.empty() ? QString() : m_styles->mixText(styling.mix));
}

void StylizeWorkspace::showMessage(const QString &sentence, const QString &repair, std::function<void()> mend)
{
    StripMessage message;
    message.sentence = sentence;
    message.repair = repair;
    m_repair = std::move(mend);
    m_message->showMessage(message, MessageStrip::Focus::Stay);
}

void StylizeWorkspace::showError(const Error &error)
{
    StripMessage message;
    message.kind = StripMessage::Kind::Error;
    message.sentence = error.message;
    message.detail = error.detail;
    m_repair = {};
    m_message->showMessage(message, MessageStrip::Focus::Stay);
}

void StylizeWorkspace::showJobFailure(Job *job)
{
    StripMessage message;
    message.kind = StripMessage::Kind::Error;
    message.sentence = job->reason();
    message.detail = job->detail();
    message.repair = tr("Retry");
    m_repair = [this] {
        start();
    };
    m_message->showMessage(message, MessageStrip::Focus::Stay);
}

void StylizeWorkspace::exportTake(TakeId id)
{
    const QString purpose = QStringLiteral("export");
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Export Take Into"), m_parts.settings.lastFolder(purpose));
    if (folder.isEmpty())
        return;
    m_parts.settings.setLastFolder(purpose, folder);
    (void)m_takeController->writeTake(id, folder);
}

} // namespace solferino
