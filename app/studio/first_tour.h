// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace solferino {

class ImageDocument;
class MainWindow;
class Player;
class SketchDocument;
class SongDocument;
class TakeList;
class Theme;
class TourCard;

/// The first five minutes, as a card that leads from hearing the sample tune to files of one's own. It
/// watches what the person does and goes on by itself; Skip ends it.
class FirstTour final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        const Theme &theme;
        MainWindow &window;
        Player &player;
        SongDocument &song;
        TakeList &songTakes;
        SketchDocument &sketch;
        TakeList &sketchTakes;
        ImageDocument &image;
    };
    FirstTour(const Parts &parts, QObject *parent);

    void start();
    [[nodiscard]] TourCard &card() { return *m_card; }

private:
    void watch(const Parts &parts);

    TourCard *m_card;
};

} // namespace solferino
