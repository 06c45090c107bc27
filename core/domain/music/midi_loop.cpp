// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_loop.h"

#include "core/domain/music/midi_bytes.h"

#include <algorithm>
#include <string_view>

namespace solferino {

namespace {

char lowerCase(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char left, char right) { return lowerCase(left) == lowerCase(right); });
}

/// A text of the song together with the list that holds it.
struct Mark
{
    std::vector<SongText> *texts;
    std::size_t index;

    [[nodiscard]] Tick time() const { return (*texts)[index].time; }
};

std::optional<Mark> findMark(Song &song, std::string_view name)
{
    std::vector<std::vector<SongText> *> places{&song.markers, &song.texts};
    for (Track &track : song.tracks)
        places.push_back(&track.texts);
    for (std::vector<SongText> *texts : places) {
        for (std::size_t i = 0; i < texts->size(); ++i) {
            if (equalsIgnoringCase((*texts)[i].text, name))
                return Mark{texts, i};
        }
    }
    return std::nullopt;
}

void removeMark(Song &song, std::string_view name)
{
    if (const std::optional<Mark> mark = findMark(song, name))
        mark->texts->erase(mark->texts->begin() + static_cast<std::ptrdiff_t>(mark->index));
}

bool isLoopController(const ChannelEvent &event)
{
    return event.status == kControllerStatus && event.data1 == kLoopStartController;
}

void takeLoopController(Song &song)
{
    Track *owner = nullptr;
    std::ptrdiff_t count = 0;
    for (Track &track : song.tracks) {
        const auto here = std::count_if(track.events.begin(), track.events.end(), isLoopController);
        if (here > 0)
            owner = &track;
        count += here;
    }
    if (count != 1)
        return;
    const auto event = std::find_if(owner->events.begin(), owner->events.end(), isLoopController);
    if (event->time >= song.length())
        return;
    song.loop = LoopRange{.start = event->time, .end = song.length()};
    owner->events.erase(event);
}

} // namespace

void takeLoopFromMarks(Song &song)
{
    const std::optional<Mark> start = findMark(song, kLoopStartMarker);
    if (!start) {
        takeLoopController(song);
        return;
    }
    const std::optional<Mark> end = findMark(song, kLoopEndMarker);
    const LoopRange loop{.start = start->time(), .end = end ? end->time() : song.length()};
    if (loop.end <= loop.start)
        return;
    song.loop = loop;
    removeMark(song, kLoopStartMarker);
    if (end)
        removeMark(song, kLoopEndMarker);
}

} // namespace solferino
