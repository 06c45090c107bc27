// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spill_file.h"

#include <algorithm>
#include <iterator>

namespace solferino {

SpillFile::SpillFile(const QString &folder)
    : m_file(folder + QStringLiteral("/spilled.XXXXXX"))
{}

std::optional<qint64> SpillFile::write(const std::vector<std::uint8_t> &bytes)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_file.isOpen() && !m_file.open())
        return std::nullopt;
    const auto size = static_cast<qint64>(bytes.size());
    const qint64 place = placeFor(size);
    const auto *data = reinterpret_cast<const char *>(bytes.data());
    if (!m_file.seek(place) || m_file.write(data, size) != size || !m_file.flush()) {
        m_file.resize(m_end);
        return std::nullopt;
    }
    take(place, size);
    return place;
}

bool SpillFile::read(qint64 place, std::vector<std::uint8_t> &bytes)
{
    const std::scoped_lock lock(m_mutex);
    const auto size = static_cast<qint64>(bytes.size());
    return m_file.seek(place) && m_file.read(reinterpret_cast<char *>(bytes.data()), size) == size;
}

void SpillFile::release(qint64 place, qint64 size)
{
    const std::scoped_lock lock(m_mutex);
    auto gap = m_gaps.emplace(place, size).first;
    if (const auto next = std::next(gap); next != m_gaps.end() && next->first == place + size) {
        gap->second += next->second;
        m_gaps.erase(next);
    }
    if (gap != m_gaps.begin()) {
        const auto before = std::prev(gap);
        if (before->first + before->second == gap->first) {
            before->second += gap->second;
            m_gaps.erase(gap);
            gap = before;
        }
    }
    if (gap->first + gap->second == m_end) {
        m_end = gap->first;
        m_gaps.erase(gap);
        m_file.resize(m_end);
    }
}

qint64 SpillFile::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_end;
}

qint64 SpillFile::placeFor(qint64 size) const
{
    const auto gap = std::ranges::find_if(m_gaps, [size](const auto &each) { return each.second >= size; });
    return gap != m_gaps.end() ? gap->first : m_end;
}

void SpillFile::take(qint64 place, qint64 size)
{
    if (place == m_end) {
        m_end += size;
        return;
    }
    const qint64 rest = m_gaps.at(place) - size;
    m_gaps.erase(place);
    if (rest > 0)
        m_gaps.emplace(place + size, rest);
}

} // namespace solferino
