// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of takes: kept, varied, repeated.
#include "app/studio/tasks/command_line.h"
#include "app/studio/tasks/style_models.h"
#include "app/studio/tasks/style_variation.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_requests.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "core/commands/change_styling_command.h"
#include "core/commands/star_take_command.h"
#include "core/documents/take_list.h"
#include "core/project/photo_image.h"

#include <QRandomGenerator>

namespace solferino {

void StylizeTakeController::change(Styling styling, const QString &text)
{
    ImageDocument &document = m_parts.document;
    if (!liesInside(styling.crop, document.photo().width, document.photo().height))
        styling.crop = document.styling().crop; // it was of another photo
    if (styling == document.styling())
        close();
    else
        document.undoStack().push(new ChangeStylingCommand(document, text, styling));
}

void StylizeTakeController::keep(TakeId id)
{
    if (m_shown == 0 && id == m_live && !m_isLiveSettled) {
        m_keepsLive = m_parts.preview.isBusy() || !m_parts.preview.after().isNull();
        Q_EMIT shownChanged();
        return;
    }
    const Take *take = m_parts.takes.find(id);
    if (!take || !take->isComplete)
        return;
    const Styling styling = id == m_live && m_isLiveSettled ? m_parts.document.styling() : stylingOf(*take);
    QUndoStack &stack = m_parts.document.undoStack();
    const QString text = tr("Keep Style");
    if (take->isStarred) {
        change(styling, text);
    } else {
        stack.beginMacro(text);
        stack.push(new StarTakeCommand(m_parts.takes, text, id, true));
        change(styling, text);
        stack.endMacro();
    }
    Q_EMIT shownChanged();
}

void StylizeTakeController::keepShown()
{
    keep(listedTake());
}

void StylizeTakeController::showSettings(TakeId id)
{
    if (const Take *take = m_parts.takes.find(id))
        change(stylingOf(*take), tr("Use Settings of Take"));
}

void StylizeTakeController::vary(TakeId id)
{
    const Take *take = m_parts.takes.find(id);
    Styling styling = take ? stylingOf(*take) : m_parts.document.styling();
    const ModelChoice *model = m_parts.models.find(styling.weights);
    if (!model)
        return;
    styling.mix = variedMix(styling.mix, styleNames(*model), QRandomGenerator::global()->generate());
    change(styling, tr("Vary Mix"));
}

void StylizeTakeController::repeatExactly(TakeId id)
{
    const Take *take = m_parts.takes.find(id);
    const TakePicture *picture = take ? pictureOf(*take) : nullptr;
    if (!picture || !picture->photo)
        return;
    const Photo &current = m_parts.document.photo();
    RenderOrder again{current, solferino::stylingOf(take->request, m_parts.models), take->request.options};
    if (!areSame(picture->photo, current.file)) { // made from a photo that has been replaced since
        Result<Photo> former = photoFromBytes(*picture->photo, tr("Former photo"));
        if (!former)
            return;
        again.photo = std::move(former).value();
    }
    submit(again, {});
}

QString StylizeTakeController::commandLine(TakeId id) const
{
    const Take *take = m_parts.takes.find(id);
    return take ? engineCommandLine(take->request) : QString();
}

} // namespace solferino
