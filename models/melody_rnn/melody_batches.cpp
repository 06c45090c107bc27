// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/melody_rnn/melody_batches.h"

#include <algorithm>

namespace solferino::models {

namespace {

constexpr std::size_t kShortestPiece = 32; ///< shorter leftovers are not worth a row of a batch
constexpr std::size_t kSortedBatches = 16; ///< batches among which pieces are sorted by length

/// The one-hot codecs read what they predict; every other one has wider inputs than classes.
bool isOneHot(const MelodyCodec &codec)
{
    return codec.inputSize() == codec.classCount();
}

} // namespace

EventNetShape melodyNetShape(const MelodyConfig &config, const MelodyCodec &codec)
{
    return {codec.inputSize(), codec.classCount(), config.layers, config.attention};
}

MelodyBatch encodeBatch(const MelodyCodec &codec, const std::vector<MelodyPiece> &pieces)
{
    std::size_t longest = 0;
    for (const MelodyPiece &piece : pieces)
        longest = std::max(longest, piece.length());
    const auto steps = static_cast<std::int64_t>(longest), rows = static_cast<std::int64_t>(pieces.size());
    const std::int64_t width = codec.inputSize();
    const bool oneHot = isOneHot(codec);
    MelodyBatch batch;
    batch.labels = torch::full({steps, rows}, -1, torch::kInt64);
    batch.inputs = oneHot ? torch::zeros({steps, rows}, torch::kInt64) : torch::zeros({steps, rows, width});
    auto *labels = batch.labels.data_ptr<std::int64_t>();
    auto *indices = oneHot ? batch.inputs.data_ptr<std::int64_t>() : nullptr;
    auto *values = oneHot ? nullptr : batch.inputs.data_ptr<float>();

    for (std::int64_t row = 0; row < rows; ++row) {
        const MelodyPiece &piece = pieces[static_cast<std::size_t>(row)];
        const auto eventAt = [&](std::size_t i) {
            const int event = (*piece.events)[i];
            return event < 0 ? event : event + piece.transposedBy;
        };
        const auto state = codec.start();
        for (std::size_t i = 0; i < piece.last; ++i) {
            state->push(eventAt(i));
            if (i < piece.first)
                continue;
            const std::int64_t cell = static_cast<std::int64_t>(i - piece.first) * rows + row;
            labels[cell] = state->labelOf(eventAt(i + 1));
            for (const auto &[index, value] : state->input()) {
                if (oneHot)
                    indices[cell] = index;
                else
                    values[cell * width + index] = value;
            }
        }
    }
    return batch;
}

MelodyBatches::MelodyBatches(std::shared_ptr<const MelodyCodec> codec, const std::vector<MelodyTune> &tunes,
                             MelodyBatchOptions options)
    : m_codec(std::move(codec))
    , m_tunes(tunes)
    , m_options(options)
{
    plan(0);
}

MelodyBatch MelodyBatches::at(std::int64_t step)
{
    return encodeBatch(*m_codec, m_batches[static_cast<std::size_t>(positionOf(step).batch)]);
}

MelodyBatches::Position MelodyBatches::positionOf(std::int64_t step)
{
    if (step < m_firstStep) {
        m_firstStep = 1;
        plan(0);
    }
    while (step - m_firstStep >= static_cast<std::int64_t>(m_batches.size())) {
        m_firstStep += static_cast<std::int64_t>(m_batches.size());
        plan(m_epoch + 1);
    }
    return {m_epoch, step - m_firstStep};
}

void MelodyBatches::addPieces(const MelodyTune &tune, Random &random)
{
    const std::size_t labels = tune.events.size() - 1;
    int transposedBy = 0;
    if (m_options.augment) {
        const auto fitting = fittingTranspositions(tune.events, *m_codec);
        transposedBy = fitting[random.below(fitting.size())];
    }
    std::size_t first = 0;
    if (labels > m_options.maxLength) { // cut at other places in each epoch
        const std::size_t shortest = std::max<std::size_t>(1, m_options.maxLength / 4);
        first = shortest + random.below(m_options.maxLength - shortest + 1);
        m_pieces.push_back({&tune.events, 0, first, transposedBy});
    }
    for (; first < labels; first += m_options.maxLength) {
        const std::size_t last = std::min(labels, first + m_options.maxLength);
        if (first == 0 || last - first >= kShortestPiece)
            m_pieces.push_back({&tune.events, first, last, transposedBy});
    }
}

void MelodyBatches::plan(std::int64_t epoch)
{
    m_epoch = epoch;
    m_pieces.clear();
    m_batches.clear();
    Random random(mixSeed(m_options.seed, static_cast<std::uint64_t>(epoch)));
    for (const MelodyTune &tune : m_tunes) {
        if (tune.events.size() > 1)
            addPieces(tune, random);
    }
    random.shuffle(m_pieces);
    const std::size_t run = m_options.batchSize * kSortedBatches;
    for (std::size_t i = 0; i < m_pieces.size(); i += run) {
        std::stable_sort(
            m_pieces.begin() + static_cast<std::ptrdiff_t>(i),
            m_pieces.begin() + static_cast<std::ptrdiff_t>(std::min(i + run, m_pieces.size())),
            [](const MelodyPiece &left, const MelodyPiece &right) { return left.length() < right.length(); });
    }
    for (std::size_t i = 0; i < m_pieces.size(); i += m_options.batchSize) {
        const std::size_t end = std::min(i + m_options.batchSize, m_pieces.size());
        if (end - i == m_options.batchSize || m_batches.empty()) // an incomplete last batch is dropped
            m_batches.emplace_back(m_pieces.begin() + static_cast<std::ptrdiff_t>(i),
                                   m_pieces.begin() + static_cast<std::ptrdiff_t>(end));
    }
    random.shuffle(m_batches);
}

} // namespace solferino::models
