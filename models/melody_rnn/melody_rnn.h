// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/melody_rnn_options.h"
#include "models/melody_rnn/melody_take.h"
#include "models/runtime/model_file.h"
#include "models/runtime/progress.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace solferino::models {

struct MelodyGenerateRequest
{
    MelodyGenerateOptions options{};
    std::uint64_t seed = 0;
    std::optional<NoteSequence>
        primer{}; ///< in seconds; one track of one voice, of several voices the highest counts
    std::optional<NoteSequence>
        after{};     ///< what follows the new notes; its time 0 is the step after the last new one
    int threads = 0; ///< for many melodies at once, 0: one for each core; never changes what comes out
};

/// A trained Melody RNN. Immutable; any number of threads may generate with it at once.
class MelodyRnn final
{
public:
    /// Reads a model file. Throws Error(File, ModelFileDamaged, ModelFileMismatch, ModelFileTooNew).
    explicit MelodyRnn(const std::filesystem::path &weights);
    /// The same of a model file in memory. Throws Error(ModelFileMismatch).
    explicit MelodyRnn(const ModelFile &file);
    ~MelodyRnn();
    MelodyRnn(MelodyRnn &&) noexcept;
    MelodyRnn &operator=(MelodyRnn &&) noexcept;

    [[nodiscard]] const ModelFileInfo &info() const;

    /// Generates `options.count` melodies, which grow side by side. Partial results are those that the
    /// options' header describes; progress counts steps. Throws Error(BadOption, BadInput) and whatever
    /// `progress` throws.
    [[nodiscard]] std::vector<MelodyTake> generate(const MelodyGenerateRequest &request,
                                                   Progress &progress) const;

private:
    struct Data;
    std::unique_ptr<const Data> m_data;
};

} // namespace solferino::models
