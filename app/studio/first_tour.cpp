// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/first_tour.h"

#include "app/studio/main_window.h"
#include "core/documents/image_document.h"
#include "core/documents/sketch_document.h"
#include "core/documents/song_document.h"
#include "core/documents/take_list.h"
#include "core/playback/player.h"
#include "widgets/common/theme.h"
#include "widgets/common/tour_card.h"

namespace solferino {

using namespace Qt::StringLiterals;

FirstTour::FirstTour(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_card(new TourCard(parts.theme, metric::kJobLine, &parts.window))
{
    watch(parts);
    connect(m_card, &TourCard::stepShown, this, [&window = parts.window](const QString &step) {
        if (step == u"play"_s)
            window.showWorkspace(u"compose"_s);
    });
}

void FirstTour::start()
{
    m_card->start({
        {u"play"_s, tr("Hear the tune"), tr("This short tune is yours to change. Press Space to play it.")},
        {u"generate"_s, tr("Let the model go on"),
         tr("Press Ctrl+Return: Melody RNN writes three continuations, shown as ghosts.")},
        {u"keep"_s, tr("Keep what you like"),
         tr("↑ and ↓ play the takes in place, Return keeps one. Ctrl+Z takes it back.")},
        {u"draw"_s, tr("Draw something"),
         tr("Press Ctrl+2 and draw a circle: Sketch RNN offers to finish it.")},
        {u"finish"_s, tr("Keep an ending"), tr("Tab shows the next ending, Return keeps it.")},
        {u"photo"_s, tr("Open a photo"),
         tr("Press Ctrl+3 and open the example, or drop a photo of your own.")},
        {u"style"_s, tr("Paint it"),
         tr("Click a painting below the picture; Ctrl adds another. Drag the divider to compare.")},
        {u"export"_s, tr("Take it with you"),
         tr("File ▸ Export writes MIDI, sound, SVG and pictures. F1 shows the keys of any place.")},
    });
}

void FirstTour::watch(const Parts &parts)
{
    const auto complete = [this](const QString &step) {
        return [this, step] {
            m_card->complete(step);
        };
    };
    connect(&parts.player, &Player::playingChanged, m_card, [this](bool isPlaying) {
        if (isPlaying)
            m_card->complete(u"play"_s);
    });
    connect(&parts.songTakes, &TakeList::takeAdded, m_card, complete(u"generate"_s));
    connect(&parts.song, &SongDocument::notesChanged, m_card, complete(u"keep"_s));
    connect(&parts.image, &ImageDocument::photoChanged, m_card, [this, &image = parts.image] {
        if (image.photo().file)
            m_card->complete(u"photo"_s);
    });
    connect(&parts.image, &ImageDocument::stylingChanged, m_card, [this, &image = parts.image] {
        if (!image.styling().mix.empty())
            m_card->complete(u"style"_s);
    });
    connect(&parts.sketch, &SketchDocument::strokesChanged, m_card,
            [this, &sketch = parts.sketch](const std::vector<StrokeId> &) {
                m_card->complete(u"draw"_s);
                const auto &strokes = sketch.drawing().strokes;
                if (!strokes.empty() && strokes.back().layer == SketchLayer::Machine)
                    m_card->complete(u"finish"_s);
            });
}

} // namespace solferino
