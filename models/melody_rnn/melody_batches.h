// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/codecs/melody_codec.h"
#include "models/event_rnn/event_net.h"
#include "models/melody_rnn/melody_config.h"
#include "models/melody_rnn/melody_dataset.h"
#include "models/runtime/random.h"

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace solferino::models {

/// The net of a config.
[[nodiscard]] EventNetShape melodyNetShape(const MelodyConfig &config, const MelodyCodec &codec);

struct MelodyBatch
{
    torch::Tensor inputs; ///< [T, B, inputs], or int64 [T, B] where the codec is one-hot
    torch::Tensor labels; ///< int64 [T, B], -1 after the end of a melody
};

/// Labels [first, last) of a melody; `transposedBy` is added to its pitches first.
struct MelodyPiece
{
    const std::vector<int> *events = nullptr;
    std::size_t first = 0;
    std::size_t last = 0;
    int transposedBy = 0;

    [[nodiscard]] std::size_t length() const { return last - first; }
};

/// Encodes pieces side by side. A piece from the middle is encoded with what comes before it.
[[nodiscard]] MelodyBatch encodeBatch(const MelodyCodec &codec, const std::vector<MelodyPiece> &pieces);

struct MelodyBatchOptions
{
    std::size_t batchSize = 128;
    std::size_t maxLength = 256; ///< of a piece, in labels
    bool augment = false;        ///< each melody in a random key that fits, anew in each epoch
    std::uint64_t seed = 0;
};

/// The training data in batches of about the same length, in an order that the seed and the epoch decide.
class MelodyBatches final
{
public:
    /// `tunes` must outlive this object and not be empty.
    MelodyBatches(std::shared_ptr<const MelodyCodec> codec, const std::vector<MelodyTune> &tunes,
                  MelodyBatchOptions options);

    /// The batch of training step `step`, from 1.
    [[nodiscard]] MelodyBatch at(std::int64_t step);
    struct Position
    {
        std::int64_t epoch = 0;
        std::int64_t batch = 0;
    };
    [[nodiscard]] Position positionOf(std::int64_t step);

private:
    void plan(std::int64_t epoch);
    void addPieces(const MelodyTune &tune, Random &random);

    std::shared_ptr<const MelodyCodec> m_codec;
    const std::vector<MelodyTune> &m_tunes;
    MelodyBatchOptions m_options;
    std::vector<MelodyPiece> m_pieces;
    std::vector<std::vector<MelodyPiece>> m_batches; ///< of the planned epoch
    std::int64_t m_epoch = -1;
    std::int64_t m_firstStep = 1; ///< of the planned epoch
};

} // namespace solferino::models
