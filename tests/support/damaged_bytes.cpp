// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/damaged_bytes.h"

#include <algorithm>
#include <cstdlib>

namespace solferino::test {

int damagedFileCount()
{
    const char *const count = std::getenv("SOLFERINO_DAMAGE");
    return count != nullptr ? std::atoi(count) : 400;
}

std::vector<std::uint8_t> damaged(std::vector<std::uint8_t> bytes, Random &random)
{
    const std::size_t count = 1 + random.below(6);
    for (std::size_t i = 0; i < count && !bytes.empty(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(random.below(bytes.size()));
        const auto length = static_cast<std::ptrdiff_t>(
            std::min(random.below(16) + 1, bytes.size() - static_cast<std::size_t>(at)));
        switch (random.below(6)) {
        case 0:
            bytes[static_cast<std::size_t>(at)] = random.byte();
            break;
        case 1:
            bytes[static_cast<std::size_t>(at)] ^= static_cast<std::uint8_t>(1U << random.below(8));
            break;
        case 2:
            bytes.erase(bytes.begin() + at, bytes.begin() + at + length);
            break;
        case 3:
            bytes.insert(bytes.begin() + at, static_cast<std::size_t>(length), random.byte());
            break;
        case 4:
            bytes.resize(static_cast<std::size_t>(at));
            break;
        default: {
            const std::vector<std::uint8_t> piece(bytes.begin() + at, bytes.begin() + at + length);
            bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(random.below(bytes.size())),
                         piece.begin(), piece.end());
        }
        }
    }
    return bytes;
}

} // namespace solferino::test
