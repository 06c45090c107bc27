// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/instrument_menu.h"

#include "core/domain/music/gm_instruments.h"
#include "widgets/pianoroll/track_edits.h"

#include <QCoreApplication>
#include <QMenu>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void addInstrument(QMenu &menu, const QString &text, bool isPresent, const std::function<void()> &choose)
{
    QAction *action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(isPresent);
    QObject::connect(action, &QAction::triggered, &menu, choose);
}

} // namespace

QMenu *createInstrumentMenu(const Track &track, TrackEdits &edits, QWidget *parent)
{
    auto *menu = new QMenu(QCoreApplication::translate("InstrumentMenu", "&Instrument"), parent);
    const TrackId id = track.id;
    for (const GmFamily &family : gmFamilies()) {
        QMenu *group = menu->addMenu(fromView(family.name));
        for (int program = family.firstProgram; program < family.firstProgram + kGmFamilySize; ++program) {
            const QString text = u"%1  %2"_s.arg(program + 1, 3).arg(fromView(gmInstrumentName(program)));
            addInstrument(*group, text, !track.isDrum && track.program == program,
                          [&edits, id, program] { edits.setProgram(id, program); });
        }
        const bool isPresent =
            !track.isDrum && track.program / kGmFamilySize * kGmFamilySize == family.firstProgram;
        QFont font = group->menuAction()->font();
        font.setBold(isPresent);
        group->menuAction()->setFont(font);
    }
    menu->addSeparator();
    QMenu *kits = menu->addMenu(QCoreApplication::translate("InstrumentMenu", "Drums"));
    for (const GmDrumKit &kit : gmDrumKits()) {
        addInstrument(*kits, fromView(kit.name), track.isDrum && gmDrumKitName(track.program) == kit.name,
                      [&edits, id, program = kit.program] { edits.setDrumKit(id, program); });
    }
    return menu;
}

} // namespace solferino
