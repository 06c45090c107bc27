// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done now, and what of the view is remembered.
#include "app/studio/documents/document_controller.h"
#include "app/studio/tasks/stylize_files.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "app/studio/tasks/take_comparison.h"
#include "app/studio/workspaces/stylize_panel.h"
#include "app/studio/workspaces/stylize_workspace.h"
#include "core/documents/take_list.h"
#include "core/project/settings.h"
#include "widgets/stylize/compare_view.h"
#include "widgets/stylize/mix_panel.h"
#include "widgets/stylize/style_strip.h"
#include "widgets/takes/take_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace solferino {

namespace {

const QString kPadKey = QStringLiteral("stylize/pad");
const QString kStrokesKey = QStringLiteral("stylize/strokes_as_preview");
constexpr const char *kMode = "mode";
constexpr const char *kSplit = "split";
constexpr double kSplitSteps = 1000.0; ///< that a file tells apart
constexpr std::array<const char *, 4> kModes{"split", "side_by_side", "before", "after"};

CompareMode modeOf(const nlohmann::json &view)
{
    const auto name = view.find(kMode);
    const auto *known =
        std::ranges::find_if(kModes, [&](const char *each) { return name != view.end() && *name == each; });
    return known != kModes.end() ? static_cast<CompareMode>(known - kModes.begin()) : CompareMode::Split;
}

double splitOf(const nlohmann::json &view)
{
    const auto split = view.find(kSplit);
    return split != view.end() && split->is_number() ? split->get<double>() : 0.5;
}

/// Enables an action where nothing is missing, and says else what is.
void allow(QAction *action, const QString &missing)
{
    constexpr const char *kTip = "tip";
    if (!action->property(kTip).isValid())
        action->setProperty(kTip, action->statusTip());
    const QString tip = missing.isEmpty() ? action->property(kTip).toString() : missing;
    action->setEnabled(missing.isEmpty());
    action->setStatusTip(tip);
    action->setToolTip(tip);
}

} // namespace

void StylizeWorkspace::restoreSettings()
{
    const Settings &settings = m_parts.settings;
    m_panel->mix().setShowsPad(settings.value(kPadKey, false).toBool());
    m_takeController->setStrokesAsPreview(settings.value(kStrokesKey, false).toBool());
    restoreView();
}

void StylizeWorkspace::restoreView()
{
    const nlohmann::json view = m_parts.documents.view(id().toStdString());
    m_isRestoring = true;
    m_view->setMode(modeOf(view));
    m_view->setSplit(splitOf(view));
    m_isRestoring = false;
}

void StylizeWorkspace::remember()
{
    if (m_isRestoring)
        return;
    m_parts.documents.setView(id().toStdString(),
                              {{kMode, kModes.at(static_cast<std::size_t>(m_view->mode()))},
                               {kSplit, std::round(m_view->split() * kSplitSteps) / kSplitSteps}});
}

void StylizeWorkspace::rememberForm()
{
    m_parts.settings.setValue(kPadKey, m_panel->mix().showsPad());
}

void StylizeWorkspace::toggleStrokes()
{
    const bool isWanted = !m_takeController->hasStrokesAsPreview();
    m_parts.settings.setValue(kStrokesKey, isWanted);
    m_takeController->setStrokesAsPreview(isWanted);
    updateStrokeNote();
}

QString StylizeWorkspace::missingForOthers() const
{
    if (m_models.choices().empty())
        return tr("No style model is installed: train one in the workspace Models.");
    if (m_parts.document.styling().mix.empty())
        return tr("Choose a painting in the strip below the picture first.");
    return {};
}

QString StylizeWorkspace::missingForPicture() const
{
    const bool hasModel = !m_models.choices().empty();
    if (hasModel && !m_parts.document.photo().file)
        return tr("Open a photo first (Ctrl+I).");
    return missingForOthers();
}

void StylizeWorkspace::updateActions()
{
    const QString picture = missingForPicture();
    const QString others = missingForOthers();
    const QString model = m_models.choices().empty() ? missingForOthers() : QString();
    const bool hasTakes = m_parts.takes.rowCount() > 0;
    const QString noTakes = tr("There are no takes yet: each look that you try becomes one.");
    m_panel->setObstacles(picture, others);
    allow(m_render, m_panel->task() == StylizeTask::Picture ? picture : others);
    allow(m_stop, m_takeController->isRendering() ? QString() : tr("Nothing is being rendered."));
    allow(m_keep, m_takeController->shown().isNull() ? tr("No look is shown yet.") : QString());
    const bool compares = m_comparison->reference() != 0;
    allow(m_compare,
          compares || m_comparison->hasFormer() ? QString() : tr("There is no take before this one."));
    m_compare->setChecked(compares);
    allow(m_takeFocus, hasTakes ? QString() : noTakes);
    allow(m_fileSettings, model);
    allow(m_styleFocus, model);
    allow(m_vary, model);
    for (QAction *action : m_colourActions)
        allow(action, m_parts.document.photo().file ? QString() : tr("Open a photo first (Ctrl+I)."));
    for (QAction *action : m_files->exportActions())
        allow(action, picture);
    for (QAction *action : m_files->batchActions())
        allow(action, others);
    allow(m_files->clipboardActions().front(),
          m_takeController->shown().isNull() ? tr("There is no stylized picture yet.") : QString());
}

void StylizeWorkspace::connectComparison()
{
    connect(m_takePanel, &TakePanel::peekRequested, m_comparison, &TakeComparison::peek);
    connect(m_takePanel, &TakePanel::peekEnded, m_comparison, &TakeComparison::endPeek);
    connect(m_takePanel, &TakePanel::comparisonRequested, m_comparison, &TakeComparison::compareWith);
    connect(m_takePanel, &TakePanel::closed, m_comparison, &TakeComparison::compareWithPhoto);
    connect(m_view, &CompareView::formerRequested, m_comparison, [this] { m_comparison->peek(0); });
    connect(m_view, &CompareView::formerReleased, m_comparison, &TakeComparison::endPeek);
    connect(&m_parts.document, &ImageDocument::photoChanged, m_comparison, &TakeComparison::compareWithPhoto);
    connect(m_comparison, &TakeComparison::referenceChanged, this, [this] {
        updateBefore();
        updateActions();
    });
    connect(m_view, &CompareView::closeRequested, this, [this] {
        m_takeController->close();
        m_comparison->compareWithPhoto();
    });
    connect(m_view, &CompareView::keepRequested, m_takeController, &StylizeTakeController::keepShown);
    connect(m_strip, &StyleStrip::keepRequested, m_takeController, &StylizeTakeController::keepShown);
    connect(m_takeController, &StylizeTakeController::renderingChanged, this,
            &StylizeWorkspace::updateActions);
    connect(m_panel, &StylizePanel::taskChanged, this, &StylizeWorkspace::updateActions);
    for (auto signal : {&TakeList::takeAdded, &TakeList::takeChanged, &TakeList::takeRemoved})
        connect(&m_parts.takes, signal, this, [this] {
            updateStatus();
            updateActions();
        });
    connect(&m_parts.documents, &DocumentController::documentShown, this, &StylizeWorkspace::restoreView);
}

} // namespace solferino
