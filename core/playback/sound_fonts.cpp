// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playback/sound_fonts.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QStringList>

namespace solferino {

using namespace Qt::StringLiterals;

QString findSoundFont()
{
    QString chosen = qEnvironmentVariable("SOLFERINO_SOUNDFONT");
    if (QFileInfo(chosen).isFile())
        return chosen;
    // Uncompressed fonts first: they load sample by sample, a compressed font takes seconds.
    const QStringList names{u"FluidR3_GM.sf2"_s, u"default-GM.sf2"_s, u"TimGM6mb.sf2"_s,
                            u"GeneralUser-GS.sf2"_s, u"default-GM.sf3"_s};
    for (const QString &name : names) {
        for (const QString &folder : {u"sounds/sf2/"_s, u"soundfonts/"_s, u"sounds/sf3/"_s}) {
            QString path = QStandardPaths::locate(QStandardPaths::GenericDataLocation, folder + name);
            if (!path.isEmpty())
                return path;
        }
    }
    return {};
}

} // namespace solferino
