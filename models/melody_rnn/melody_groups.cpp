// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_groups.h"

#include <algorithm>
#include <future>
#include <thread>

namespace solferino::models {

namespace {

/// Melodies that are worth a thread.
constexpr std::size_t kWorthAThread = 16;
constexpr int kStepsTogether = 16;

std::size_t groupCount(std::size_t count, int threads)
{
    const std::size_t cores =
        threads > 0 ? static_cast<std::size_t>(threads) : std::max(1U, std::thread::hardware_concurrency());
    return std::clamp<std::size_t>(count / kWorthAThread, 1, cores);
}

/// Calls `work` for each group, all but the first on threads of their own.
template <class Groups, class Work>
void forEachGroup(Groups &groups, const Work &work)
{
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < groups.size(); ++i)
        others.push_back(std::async(std::launch::async, [&, i] { work(groups[i], i); }));
    work(groups.front(), 0);
    for (std::future<void> &other : others)
        other.get();
}

} // namespace

MelodyGroups::MelodyGroups(const MelodyLanes &primer, std::size_t count, int threads)
    : m_count(count)
{
    const std::size_t groups = groupCount(count, threads);
    m_groupSize = (count + groups - 1) / groups;
    for (std::size_t first = 0; first < count; first += m_groupSize)
        m_groups.push_back(primer.select(std::vector<std::size_t>(std::min(m_groupSize, count - first), 0)));
}

const MelodyLane &MelodyGroups::lane(std::size_t index) const
{
    return m_groups[index / m_groupSize].lane(index % m_groupSize);
}

void MelodyGroups::setSeed(std::size_t lane, std::uint64_t seed)
{
    m_groups[lane / m_groupSize].setSeed(lane % m_groupSize, seed);
}

int MelodyGroups::stepsTogether() const
{
    return m_groups.size() > 1 ? kStepsTogether : 1;
}

void MelodyGroups::grow(const MelodyChoice &choice, int steps)
{
    forEachGroup(m_groups, [&](MelodyLanes &group, std::size_t) {
        for (int step = 0; step < steps; ++step)
            group.grow(choice);
    });
}

std::vector<double> MelodyGroups::logLikelihoodsOf(const std::vector<int> &events) const
{
    std::vector<double> sums(m_count, 0.0);
    forEachGroup(m_groups, [&](const MelodyLanes &group, std::size_t index) {
        MelodyLanes lanes = group;
        double *own = sums.data() + index * m_groupSize;
        for (const int event : events) {
            for (std::size_t i = 0; i < lanes.count(); ++i)
                own[i] += lanes.logLikelihoodOf(i, event);
            lanes.read(event);
        }
    });
    return sums;
}

} // namespace solferino::models
