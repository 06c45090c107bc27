// SPDX-License-Identifier: GPL-3.0-or-later
// What Stylize shows of its document, in the view, the strip and the panel.
#include "app/studio/tasks/style_thumbnails.h"
#include "app/studio/tasks/style_titles.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_requests.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "app/studio/tasks/take_comparison.h"
#include "app/studio/workspaces/stylize_panel.h"
#include "app/studio/workspaces/stylize_workspace.h"
#include "core/documents/take_list.h"
#include "widgets/stylize/compare_actions.h"
#include "widgets/stylize/compare_tool_row.h"
#include "widgets/stylize/compare_view.h"
#include "widgets/stylize/crop_view.h"
#include "widgets/stylize/mix_panel.h"
#include "widgets/stylize/style_list_model.h"

#include <QLocale>

namespace solferino {

namespace {

constexpr double kNotableReduction = 1.1; ///< of the preview: strokes differ visibly from here on

QString timeText(double seconds)
{
    return seconds < 1.0 ? StylizeWorkspace::tr("%1 ms").arg(qRound(seconds * 1000))
                         : StylizeWorkspace::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
}

QString sizeText(QSize size)
{
    return QStringLiteral("%1 × %2").arg(size.width()).arg(size.height());
}

/// "Starry" of "Starry Night", "Scream" of "The Scream".
QString mainWord(const QString &title)
{
    for (const QString &word : title.split(QLatin1Char(' '))) {
        if (word.size() > 3)
            return word;
    }
    return title;
}

} // namespace

void StylizeWorkspace::updatePhoto()
{
    const Photo &photo = m_parts.document.photo();
    const QString name = QString::fromStdString(photo.name);
    const QSize size = m_parts.document.pictureSize();
    m_toolRow->setTitle(photo.file ? QStringLiteral("%1 · %2").arg(name, sizeText(size)) : QString());
    if (m_crop->isVisibleTo(this))
        endCrop(); // it was of another photo
    m_comparison->compareWithPhoto();
    placePicture(m_parts.document.styling().crop);
    m_thumbnails->setPhoto(m_preview->reducedFile());
    updateShown();
    updateStrokeNote();
    updateActions();
}

void StylizeWorkspace::placePicture(const PictureCrop &crop)
{
    const Photo &photo = m_parts.document.photo();
    m_shownCrop = crop;
    const QSize size = crop.isWhole() ? QSize(photo.width, photo.height) : QSize(crop.width, crop.height);
    m_view->setPictureSize(m_preview->whole().isNull() ? QSize() : size);
    updateBefore();
}

void StylizeWorkspace::beginCrop()
{
    const Photo &photo = m_parts.document.photo();
    if (m_preview->whole().isNull())
        return;
    m_crop->setPhoto(m_preview->whole(), {photo.width, photo.height}, m_parts.document.styling().crop);
    m_view->hide();
    m_crop->show();
    m_crop->setFocus();
    m_toolRow->setEnabled(false);
    m_actions->setSuspended(true);
}

void StylizeWorkspace::endCrop()
{
    m_crop->hide();
    m_view->show();
    m_view->setFocus();
    m_toolRow->setEnabled(true);
    m_actions->setSuspended(false);
}

void StylizeWorkspace::crop(const PictureCrop &crop)
{
    endCrop();
    requestStyling(withCrop(m_parts.document.styling(), m_parts.document.photo(), crop),
                   crop.isWhole() ? tr("Take the Whole Photo") : tr("Crop Photo"));
}

void StylizeWorkspace::updateBefore()
{
    if (m_comparison->reference() != 0 && !m_comparison->referenceImage().isNull())
        m_view->setBefore(
            {m_comparison->referenceImage(), takeTitle(m_comparison->reference()), Role::Machine});
    else
        m_view->setBefore({m_preview->part(m_shownCrop), tr("Before"), Role::Person});
}

void StylizeWorkspace::updateStyling()
{
    const Styling &styling = m_parts.document.styling();
    const ModelChoice *model = m_models.find(styling.weights);
    const std::string weights = model ? model->weights : std::string();
    if (weights != m_shownWeights || m_styles->rowCount() == 0) {
        m_shownWeights = weights;
        std::vector<StyleItem> items;
        for (const ModelStyle &style : model ? stylesOf(*model) : std::vector<ModelStyle>())
            items.push_back(styleItem(style));
        m_styles->setStyles(std::move(items));
        m_thumbnails->setModel(weights);
        m_panel->showModel(m_models, weights);
    }
    m_styles->setMix(styling.mix);
    m_panel->mix().setStyling(styling);
    m_view->setMask(styling.finish.mask);
    m_toolRow->setColours(styling.finish.colours);
    m_colourActions.at(static_cast<qsizetype>(styling.finish.colours))->setChecked(true);
    updateActions();
}

void StylizeWorkspace::updateShown()
{
    const Styling styling = m_takeController->shownStyling();
    const Photo &photo = m_parts.document.photo();
    if (styling.crop != m_shownCrop && liesInside(styling.crop, photo.width, photo.height))
        placePicture(styling.crop); // a take of another part of the photo
    const QString chip = m_styles->mixText(styling.mix);
    m_view->setAfter({m_takeController->shown(), chip, Role::Machine});
    updateStatus();
    updateActions();
}

void StylizeWorkspace::updateStatus()
{
    const Take *take = m_parts.takes.find(m_takeController->shownTake());
    const TakePicture *picture = take ? pictureOf(*take) : nullptr;
    const Take *listed = m_parts.takes.find(m_takeController->listedTake());
    const bool isKept = listed && listed->isStarred && !m_preview->isBusy();
    if (picture && !picture->isPreview) {
        m_panel->setStatus(tr("Full size %1 · %2")
                               .arg(sizeText({picture->width, picture->height}), timeText(picture->seconds)));
        return;
    }
    if (!m_preview->size().isValid()) {
        m_panel->setStatus({});
        return;
    }
    const QString size = sizeText(m_preview->size());
    if (m_takeController->isKeeping())
        m_panel->setStatus(tr("Kept as soon as it is painted…"));
    else if (isKept)
        m_panel->setStatus(tr("Kept · Ctrl+Return makes it full size"));
    else if (m_preview->isBusy())
        m_panel->setStatus(tr("Preview %1 · painting…").arg(size));
    else if (picture)
        m_panel->setStatus(tr("Preview %1 · %2").arg(size, timeText(picture->seconds)));
    else if (m_preview->seconds())
        m_panel->setStatus(tr("Preview %1 · %2").arg(size, timeText(*m_preview->seconds())));
    else
        m_panel->setStatus(tr("Click a painting below the picture"));
}

void StylizeWorkspace::updateStrokeNote()
{
    MixPanel &mix = m_panel->mix();
    const double reduction = m_preview->reduction();
    if (reduction < kNotableReduction)
        mix.setBrushNote({}, {});
    else if (m_takeController->hasStrokesAsPreview())
        mix.setBrushNote(tr("Full size: strokes as in the preview"), tr("Finer Strokes"));
    else
        mix.setBrushNote(tr("Full size: strokes %1 × finer").arg(QLocale().toString(reduction, 'f', 1)),
                         tr("As in the Preview"));
}

QString StylizeWorkspace::summary() const
{
    const Styling &styling = m_parts.document.styling();
    if (styling.mix.empty())
        return {};
    //: %1 is a list of styles
    return tr("%1, strength %2 %")
        .arg(m_styles->mixText(styling.mix))
        .arg(qRound(styling.finish.strength * 100));
}

QString StylizeWorkspace::takeTitle(TakeId id) const
{
    const Take *take = m_parts.takes.find(id);
    if (!take)
        return {};
    return QStringLiteral("%1 · %2").arg(m_parts.takes.indexOf(id).data().toString(), shortStyles(*take));
}

QString StylizeWorkspace::shortStyles(const Take &take) const
{
    const std::vector<MixedStyle> mix = mixOf(take.request, m_models);
    QStringList parts;
    for (const MixedStyle &style : mix) {
        const bool isKnown = m_styles->indexOf(style.style).isValid(); // else it is of another model
        const QString title = isKnown
                                  ? m_styles->titleOf(style.style)
                                  : styleItem({style.style, QString::fromStdString(style.style), {}}).title;
        parts << QStringLiteral("%1 %2")
                     .arg(mix.size() > 1 ? mainWord(title) : title)
                     .arg(qRound(style.weight * 100));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace solferino
