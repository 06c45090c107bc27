// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace solferino {

using Bytes = std::vector<std::uint8_t>;

/// A named piece of binary data that goes with a request or an event: a MIDI file, a picture.
struct Attachment
{
    std::string name;      ///< role or file name: "primer", "take-001.mid"
    std::string mediaType; ///< "audio/midi", "image/png"
    Bytes bytes;

    bool operator==(const Attachment &) const = default;
};

/// Everything that a job is: with it the job can be queued, retried, repeated exactly and written into its
/// results.
struct JobRequest
{
    std::string model;                                 ///< "melody_rnn"
    std::string operation;                             ///< "generate"
    nlohmann::json options = nlohmann::json::object(); ///< of this operation, see model_catalog
    std::vector<Attachment> inputs = {};
    std::string weights = {};               ///< name of a bundled model or a file; empty: the model's first
    std::optional<std::uint64_t> seed = {}; ///< chosen and reported by the engine if absent; below 2^53
    std::string device = "auto";            ///< auto, cpu, cuda, cuda:N
    int threads = 0;                        ///< 0: the engine decides

    bool operator==(const JobRequest &) const = default;
};

/// JSON without the bytes of the inputs (they follow in the frame) or with them in base64, for files and
/// databases.
enum class InputBytes { Apart, Base64 };
[[nodiscard]] nlohmann::json toJson(const JobRequest &request, InputBytes inputBytes);
/// Throws OptionError for a malformed object. Inputs whose bytes are apart come back empty.
[[nodiscard]] JobRequest requestFromJson(const nlohmann::json &json);

} // namespace solferino
