// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/shared_bytes.h"

#include <memory>

namespace solferino {

class SpillFile;

/// The bytes of a file that never changes: in memory, or on the disk once they were spilled, where load()
/// finds them again. Copies are the same file. May be null. Any thread.
class StoredBytes final
{
public:
    StoredBytes() = default;
    StoredBytes(const SharedBytes &bytes);
    StoredBytes(const std::shared_ptr<std::vector<std::uint8_t>> &bytes)
        : StoredBytes(SharedBytes(bytes))
    {}

    [[nodiscard]] explicit operator bool() const { return m_state != nullptr; }
    [[nodiscard]] std::size_t size() const; ///< 0 of null
    [[nodiscard]] bool isSpilled() const;
    /// The bytes, read from the disk unless somebody holds them: tens of milliseconds for a large picture.
    /// Must not be null.
    [[nodiscard]] Result<SharedBytes> load() const;
    /// Moves them to the disk. False, and they stay in memory, where it takes no more. Must not be null.
    bool spill(const std::shared_ptr<SpillFile> &file) const;
    /// contentName() of spilled bytes, else empty.
    [[nodiscard]] QString name() const;

    /// By content.
    [[nodiscard]] bool operator==(const StoredBytes &other) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// A name that only these bytes have: their SHA-256 in hexadecimal digits.
[[nodiscard]] QString contentName(const std::vector<std::uint8_t> &bytes);

} // namespace solferino
