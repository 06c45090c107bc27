// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/thinning.h"

#include <algorithm>

namespace solferino {

namespace {

/// The eight neighbours of a pixel, up and then clockwise.
using Ring = std::array<std::uint8_t, 8>;

Ring ringOf(const InkImage &image, const std::array<std::ptrdiff_t, 8> &steps, std::size_t pixel)
{
    Ring ring{};
    for (std::size_t i = 0; i < steps.size(); ++i)
        ring[i] = image.ink[pixel + static_cast<std::size_t>(steps[i])];
    return ring;
}

int inkIn(const Ring &ring)
{
    return static_cast<int>(std::ranges::count(ring, std::uint8_t{1}));
}

/// Whether the ink around stays connected, and the paper too, when the pixel turns to paper.
bool isSimple(const Ring &ring)
{
    int parts = 0;
    for (std::size_t i = 0; i < ring.size(); i += 2) {
        const bool isPaper = ring[i] == 0;
        if (isPaper && (ring[i + 1] != 0 || ring[(i + 2) % 8] != 0))
            ++parts;
    }
    return parts == 1;
}

/// Zhang and Suen's conditions for one of their two phases.
bool goesIn(int phase, const Ring &ring)
{
    const int neighbours = inkIn(ring);
    if (neighbours < 2 || neighbours > 6)
        return false;
    int rises = 0;
    for (std::size_t i = 0; i < ring.size(); ++i)
        rises += ring[i] == 0 && ring[(i + 1) % 8] != 0 ? 1 : 0;
    if (rises != 1)
        return false;
    const bool up = ring[0] != 0;
    const bool right = ring[2] != 0;
    const bool down = ring[4] != 0;
    const bool left = ring[6] != 0;
    return phase == 0 ? !(up && right && down) && !(right && down && left)
                      : !(up && right && left) && !(up && down && left);
}

/// Pixels whose neighbourhood has changed since a phase last looked at them: the only ones that it has to
/// look at again.
class Waiting final
{
public:
    explicit Waiting(std::size_t pixels)
        : m_flags(pixels)
    {}

    void add(std::size_t pixel)
    {
        for (std::size_t phase = 0; phase < 2; ++phase) {
            const auto flag = static_cast<std::uint8_t>(1U << phase);
            if ((m_flags[pixel] & flag) == 0) {
                m_flags[pixel] |= flag;
                m_lists[phase].push_back(pixel);
            }
        }
    }
    [[nodiscard]] bool isEmpty() const { return m_lists[0].empty() && m_lists[1].empty(); }
    [[nodiscard]] std::vector<std::size_t> take(std::size_t phase)
    {
        std::vector<std::size_t> list = std::move(m_lists[phase]);
        m_lists[phase].clear();
        for (const std::size_t pixel : list)
            m_flags[pixel] &= static_cast<std::uint8_t>(~(1U << phase));
        return list;
    }

private:
    std::vector<std::uint8_t> m_flags;
    std::array<std::vector<std::size_t>, 2> m_lists;
};

/// Slanted lines come out of the thinning as stairs: takes their corners away.
void cutCorners(InkImage &image)
{
    const std::array<std::ptrdiff_t, 8> steps = image.steps();
    for (std::size_t pixel = 0; pixel < image.ink.size(); ++pixel) {
        if (image.ink[pixel] == 0)
            continue;
        const Ring ring = ringOf(image, steps, pixel);
        if (inkIn(ring) >= 2 && isSimple(ring))
            image.ink[pixel] = 0;
    }
}

} // namespace

void thin(InkImage &image)
{
    const std::array<std::ptrdiff_t, 8> steps = image.steps();
    Waiting waiting(image.ink.size());
    for (std::size_t pixel = 0; pixel < image.ink.size(); ++pixel) {
        if (image.ink[pixel] != 0 && inkIn(ringOf(image, steps, pixel)) < 8)
            waiting.add(pixel);
    }
    for (int phase = 0; !waiting.isEmpty(); phase = 1 - phase) {
        std::vector<std::size_t> going = waiting.take(static_cast<std::size_t>(phase));
        std::erase_if(going, [&](std::size_t pixel) {
            return image.ink[pixel] == 0 || !goesIn(phase, ringOf(image, steps, pixel));
        });
        for (const std::size_t pixel : going) {
            // All of a phase go at once in the original, which can wipe out small blobs.
            const Ring ring = ringOf(image, steps, pixel);
            if (inkIn(ring) < 2 || !isSimple(ring))
                continue;
            image.ink[pixel] = 0;
            for (std::size_t i = 0; i < steps.size(); ++i) {
                if (ring[i] != 0)
                    waiting.add(pixel + static_cast<std::size_t>(steps[i]));
            }
        }
    }
    cutCorners(image);
}

} // namespace solferino
