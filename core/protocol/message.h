// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace solferino {

/// Raised with every change that an older program would misread. Both sides say theirs in `hello`.
inline constexpr int kProtocolVersion = 1;

/// What studio and engine say to each other. A frame is: the four bytes "SLF1"; the length of the JSON header
/// and the total length of the attachments, both 32 bits, little endian; the header; the attachments' bytes.
/// The header is {type, job, body, attachments: [{name, media_type, size}]}.
///
/// type       direction        body
/// ---------  ---------------  --------------------------------------------------------------------------
/// hello      both, first      protocol (int), version (text); the engine adds devices and catalog
/// request    studio → engine  the request, inputs attached (see requestMessage)
/// cancel     studio → engine  -
/// load       studio → engine  model, weights: read into memory so that the first result comes at once
/// unload     studio → engine  model, weights; all models if absent
/// memory     both             question without a body; answer: resident_bytes, devices,
///                             models [{model, weights, bytes}]
/// shutdown   studio → engine  -
/// progress   engine → studio  fraction 0..1 or absent, step, total, unit, rate (per second), seconds_left,
///                             text, metrics {}
/// partial    engine → studio  a piece of a result while it grows; shape as the operation's options say
/// result     engine → studio  one result (a take), attached bytes; an operation may send several
/// done       engine → studio  summary of the whole operation; request: as it was run (seed, device)
/// error      engine → studio  kind, message
/// cancelled  engine → studio  -
/// log        engine → studio  level, text
///
/// Every message that belongs to a job carries its number in `job`; a load ends with done or error as a
/// request does.
struct Message
{
    std::string type;
    std::int64_t job = 0;
    nlohmann::json body = nlohmann::json::object();
    std::vector<Attachment> attachments = {};

    bool operator==(const Message &) const = default;
};

inline constexpr std::size_t kMaxHeaderBytes = 16u << 20;
inline constexpr std::size_t kMaxAttachmentBytes = 1u << 30;

/// A stream that is no sequence of frames, or a frame over the limits. The stream cannot be read further.
class ProtocolError final : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The first message of either side: protocol and version, which `body` may add to.
[[nodiscard]] Message helloMessage(const std::string &version,
                                   nlohmann::json body = nlohmann::json::object());
/// Throws ProtocolError, with a sentence for the person, unless `hello` is a hello of our protocol version.
/// `sender` begins the sentence: "the engine".
void checkHello(const Message &hello, const std::string &sender);

/// A request on its way: the inputs' bytes as attachments.
[[nodiscard]] Message requestMessage(std::int64_t job, JobRequest request);
/// The reverse. Throws OptionError.
[[nodiscard]] JobRequest requestFromMessage(Message message);

/// Throws ProtocolError if the message is over the limits.
[[nodiscard]] Bytes encodeFrame(const Message &message);

/// Cuts a byte stream into messages. Not thread-safe.
class FrameReader final
{
public:
    /// Adds bytes and returns the messages that they complete. Lengths are checked before memory is taken.
    /// Throws ProtocolError; the reader is of no further use then.
    std::vector<Message> feed(std::span<const std::uint8_t> bytes);
    /// True while a frame has begun and not ended: an end of the stream here is an error.
    [[nodiscard]] bool isInsideFrame() const { return !m_buffer.empty(); }

private:
    Bytes m_buffer;
};

} // namespace solferino
