// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/music/midi_bytes.h"
#include "core/domain/music/midi_file.h"

#include <algorithm>
#include <string_view>

namespace solferino {

namespace {

constexpr std::string_view kRequestPrefix = "solferino:";

bool isRequest(const MidiEvent &event)
{
    return isMeta(event, kMetaText) && event.data.size() >= kRequestPrefix.size() &&
           std::equal(kRequestPrefix.begin(), kRequestPrefix.end(), event.data.begin());
}

} // namespace

std::string requestOf(const MidiFile &file)
{
    for (const auto &track : file.tracks) {
        const auto found = std::find_if(track.begin(), track.end(), isRequest);
        if (found != track.end())
            return {found->data.begin() + static_cast<std::ptrdiff_t>(kRequestPrefix.size()),
                    found->data.end()};
    }
    return {};
}

void setRequest(MidiFile &file, const std::string &request)
{
    for (auto &track : file.tracks)
        std::erase_if(track, isRequest);
    if (request.empty())
        return;
    if (file.tracks.empty())
        file.tracks.emplace_back();
    MidiEvent event{.time = 0, .status = kMetaStatus, .metaType = kMetaText};
    event.data.assign(kRequestPrefix.begin(), kRequestPrefix.end());
    event.data.insert(event.data.end(), request.begin(), request.end());
    file.tracks.front().insert(file.tracks.front().begin(), std::move(event));
}

} // namespace solferino
