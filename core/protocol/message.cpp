// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/message.h"

#include <algorithm>
#include <array>

namespace solferino {

using nlohmann::json;

namespace {

constexpr std::array<std::uint8_t, 4> kMagic = {'S', 'L', 'F', '1'};
constexpr std::size_t kPreludeBytes = 12;
constexpr int kMaxJsonDepth = 64;

void appendLength(Bytes &bytes, std::size_t length)
{
    for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<std::uint8_t>(length >> shift));
}

std::size_t lengthAt(std::span<const std::uint8_t> bytes, std::size_t offset)
{
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
        length |= static_cast<std::size_t>(bytes[offset + i]) << (8 * i);
    return length;
}

void checkLengths(std::size_t headerBytes, std::size_t attachmentBytes)
{
    if (headerBytes > kMaxHeaderBytes)
        throw ProtocolError("a frame's header of " + std::to_string(headerBytes) +
                            " bytes is over the limit of " + std::to_string(kMaxHeaderBytes));
    if (attachmentBytes > kMaxAttachmentBytes)
        throw ProtocolError("a frame's attachments of " + std::to_string(attachmentBytes) +
                            " bytes are over the limit of " + std::to_string(kMaxAttachmentBytes));
}

json parseHeader(std::span<const std::uint8_t> bytes)
{
    const auto refuseDepth = [](int depth, json::parse_event_t, json &) {
        if (depth > kMaxJsonDepth)
            throw ProtocolError("a frame's header is nested too deeply");
        return true;
    };
    try {
        return json::parse(bytes.begin(), bytes.end(), refuseDepth);
    } catch (const json::exception &) {
        throw ProtocolError("a frame's header is not JSON");
    }
}

/// Takes the attachments listed in `list` out of `bytes`, which they must fill exactly.
std::vector<Attachment> cutAttachments(const json &list, std::span<const std::uint8_t> bytes)
{
    std::vector<Attachment> attachments;
    for (const json &entry : list) {
        const auto size = entry.at("size").get<std::uint64_t>();
        if (!entry.at("size").is_number_unsigned() || size > bytes.size())
            throw ProtocolError("the attachments of a frame do not add up to its length");
        const auto piece = bytes.first(static_cast<std::size_t>(size));
        attachments.push_back({entry.at("name"), entry.at("media_type"), Bytes(piece.begin(), piece.end())});
        bytes = bytes.subspan(piece.size());
    }
    if (!bytes.empty())
        throw ProtocolError("the attachments of a frame do not add up to its length");
    return attachments;
}

Message decode(std::span<const std::uint8_t> header, std::span<const std::uint8_t> attachments)
{
    json parsed = parseHeader(header);
    try {
        Message message;
        message.type = parsed.at("type").get<std::string>();
        message.job = parsed.value("job", std::int64_t{0});
        message.body = std::move(parsed.at("body"));
        if (message.type.empty() || !message.body.is_object())
            throw ProtocolError("a frame's header has no type or no body");
        message.attachments = cutAttachments(parsed.value("attachments", json::array()), attachments);
        return message;
    } catch (const json::exception &) {
        throw ProtocolError("a frame's header lacks a member or has one of another type");
    }
}

void checkMagic(std::span<const std::uint8_t> bytes)
{
    const std::size_t count = std::min(bytes.size(), kMagic.size());
    if (!std::equal(kMagic.begin(), kMagic.begin() + static_cast<std::ptrdiff_t>(count), bytes.begin()))
        throw ProtocolError("the stream is garbled: a frame does not begin with SLF1");
}

/// Bytes of the whole frame at the start of `bytes`, 0 while it is not all there.
std::size_t frameSize(std::span<const std::uint8_t> bytes)
{
    checkMagic(bytes);
    if (bytes.size() < kPreludeBytes)
        return 0;
    const std::size_t headerBytes = lengthAt(bytes, 4);
    const std::size_t attachmentBytes = lengthAt(bytes, 8);
    checkLengths(headerBytes, attachmentBytes);
    const std::size_t total = kPreludeBytes + headerBytes + attachmentBytes;
    return bytes.size() < total ? 0 : total;
}

} // namespace

Message helloMessage(const std::string &version, json body)
{
    body["protocol"] = kProtocolVersion;
    body["version"] = version;
    return {.type = "hello", .body = std::move(body)};
}

void checkHello(const Message &hello, const std::string &sender)
{
    if (hello.type != "hello")
        throw ProtocolError(sender + " sent '" + hello.type + "' before its hello");
    const auto protocol = hello.body.find("protocol");
    if (protocol == hello.body.end() || !protocol->is_number_integer())
        throw ProtocolError(sender + " does not say which protocol it speaks");
    if (*protocol == kProtocolVersion)
        return;
    const auto version = hello.body.find("version");
    const bool saysVersion = version != hello.body.end() && version->is_string();
    throw ProtocolError(sender + (saysVersion ? " (version " + version->get<std::string>() + ")" : "") +
                        " speaks protocol " + protocol->dump() + " and this program protocol " +
                        std::to_string(kProtocolVersion) + ": install the same version of both");
}

Message requestMessage(std::int64_t job, JobRequest request)
{
    json body = toJson(request, InputBytes::Apart);
    return {.type = "request", .job = job, .body = std::move(body), .attachments = std::move(request.inputs)};
}

JobRequest requestFromMessage(Message message)
{
    JobRequest request = requestFromJson(message.body);
    request.inputs = std::move(message.attachments);
    return request;
}

Bytes encodeFrame(const Message &message)
{
    json list = json::array();
    std::size_t attachmentBytes = 0;
    for (const Attachment &attachment : message.attachments) {
        list.push_back({{"name", attachment.name},
                        {"media_type", attachment.mediaType},
                        {"size", attachment.bytes.size()}});
        attachmentBytes += attachment.bytes.size();
    }
    json fields = {{"type", message.type}, {"job", message.job}, {"body", message.body}};
    if (!list.empty())
        fields["attachments"] = std::move(list);
    const std::string header = fields.dump(-1, ' ', false, json::error_handler_t::replace);
    checkLengths(header.size(), attachmentBytes);

    Bytes frame;
    frame.reserve(kPreludeBytes + header.size() + attachmentBytes);
    frame.assign(kMagic.begin(), kMagic.end());
    appendLength(frame, header.size());
    appendLength(frame, attachmentBytes);
    frame.insert(frame.end(), header.begin(), header.end());
    for (const Attachment &attachment : message.attachments)
        frame.insert(frame.end(), attachment.bytes.begin(), attachment.bytes.end());
    return frame;
}

std::vector<Message> FrameReader::feed(std::span<const std::uint8_t> bytes)
{
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
    std::vector<Message> messages;
    std::span<const std::uint8_t> rest(m_buffer);
    while (const std::size_t size = frameSize(rest)) {
        const std::size_t headerBytes = lengthAt(rest, 4);
        messages.push_back(decode(rest.subspan(kPreludeBytes, headerBytes),
                                  rest.first(size).subspan(kPreludeBytes + headerBytes)));
        rest = rest.subspan(size);
    }
    m_buffer.erase(m_buffer.begin(), m_buffer.end() - static_cast<std::ptrdiff_t>(rest.size()));
    return messages;
}

} // namespace solferino
