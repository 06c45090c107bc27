// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_scoring.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace solferino::models {

namespace {

constexpr std::size_t kBatch = 32;

/// Scores one melody from its log-probabilities [T, C], rows `stride` floats apart.
MelodyScore scoreMelody(const MelodyCodec &codec, const std::vector<int> &events,
                        const float *logProbabilities, std::int64_t stride)
{
    MelodyScore score;
    const int classes = codec.classCount();
    const auto state = codec.start();
    for (std::size_t i = 0; i + 1 < events.size(); ++i) {
        state->push(events[i]);
        const float *row = logProbabilities + static_cast<std::int64_t>(i) * stride;
        const int next = events[i + 1];
        const int label = state->labelOf(next);
        double probability = 0.0;
        for (int k = 0; k < classes; ++k) {
            if (k == label || state->eventOf(k) == next)
                probability += std::exp(static_cast<double>(row[k]));
        }
        const bool isCorrect = std::max_element(row, row + classes) - row == label;
        const bool isNoEvent = label == codec.noEventLabel();
        ++score.events;
        score.eventNats -= std::log(probability);
        score.labelNats -= row[label];
        score.correct += isCorrect;
        score.noEvents += isNoEvent;
        score.correctNoEvents += isCorrect && isNoEvent;
    }
    return score;
}

} // namespace

void MelodyScore::add(const MelodyScore &other)
{
    events += other.events;
    eventNats += other.eventNats;
    labelNats += other.labelNats;
    correct += other.correct;
    noEvents += other.noEvents;
    correctNoEvents += other.correctNoEvents;
}

nlohmann::json MelodyScore::summary() const
{
    nlohmann::json result{{"events", events}};
    const auto ratio = [&](const char *name, double sum, std::int64_t count) {
        if (count > 0)
            result[name] = sum / static_cast<double>(count);
    };
    ratio("nats_per_event", eventNats, events);
    ratio("loss", labelNats, events);
    ratio("accuracy", static_cast<double>(correct), events);
    ratio("event_accuracy", static_cast<double>(correct - correctNoEvents), events - noEvents);
    ratio("no_event_accuracy", static_cast<double>(correctNoEvents), noEvents);
    if (events > 0)
        result["perplexity"] = std::exp(labelNats / static_cast<double>(events));
    return result;
}

std::vector<MelodyScore> scoreMelodies(EventNet &net, const MelodyCodec &codec,
                                       const std::vector<const std::vector<int> *> &melodies,
                                       const EventNetDropout &dropout,
                                       const std::function<void(std::size_t)> &scored)
{
    const torch::NoGradGuard noGradient;
    std::vector<std::size_t> order(melodies.size()); // like lengths together: little padding
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return melodies[left]->size() < melodies[right]->size();
    });
    std::vector<MelodyScore> scores(melodies.size());
    const torch::Device device = net->parameters().front().device();
    for (std::size_t begin = 0; begin < order.size(); begin += kBatch) {
        const std::size_t end = std::min(order.size(), begin + kBatch);
        std::vector<MelodyPiece> pieces;
        for (std::size_t i = begin; i < end; ++i)
            pieces.push_back(
                {melodies[order[i]], 0, std::max<std::size_t>(melodies[order[i]]->size(), 1) - 1});
        if (pieces.back().length() > 0) {
            const MelodyBatch batch = encodeBatch(codec, pieces);
            const torch::Tensor logits =
                net->forward(batch.inputs.to(device), {dropout.rate, mixSeed(dropout.seed, begin)});
            const torch::Tensor all = logits.log_softmax(2).to(torch::kCPU).contiguous(); // [T, B, C]
            for (std::size_t i = begin; i < end; ++i)
                scores[order[i]] =
                    scoreMelody(codec, *melodies[order[i]],
                                all.data_ptr<float>() + static_cast<std::int64_t>(i - begin) * all.stride(1),
                                all.stride(0));
        }
        scored(end);
    }
    return scores;
}

} // namespace solferino::models
