// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runtime/model_file.h"

#include "models/runtime/error.h"

#include <cstring>
#include <utility>

namespace solferino::models {

namespace {

std::string textOf(const SafetensorsHeader &header, const char *key)
{
    const auto found = header.metadata.find(key);
    return found == header.metadata.end() ? std::string() : found->second;
}

nlohmann::json objectOf(const SafetensorsHeader &header, const char *key)
{
    nlohmann::json value = nlohmann::json::parse(textOf(header, key), nullptr, false);
    return value.is_object() ? value : nlohmann::json::object();
}

ModelFileInfo infoOf(const std::filesystem::path &path, const SafetensorsHeader &header)
{
    ModelFileInfo info;
    info.model = textOf(header, "model");
    const auto revision = nlohmann::json::parse(textOf(header, "revision"), nullptr, false);
    if (info.model.empty() || !revision.is_number_unsigned() || revision.get<std::uint64_t>() > 1'000'000)
        throw Error(Error::Kind::ModelFileMismatch,
                    path.filename().string() + " holds tensors, but no model of this program.");
    info.revision = revision.get<int>();
    info.config = textOf(header, "config");
    info.description = textOf(header, "description");
    info.licence = textOf(header, "licence");
    info.hyperParameters = objectOf(header, "hyper_parameters");
    info.data = objectOf(header, "data");
    info.training = objectOf(header, "training");
    info.scores = objectOf(header, "scores");
    for (const TensorEntry &entry : header.tensors)
        info.parameterCount += entry.elementCount();
    info.bytes = header.dataOffset + header.dataSize;
    return info;
}

template <class Element, class Convert>
std::vector<float> converted(std::span<const std::uint8_t> bytes, const Convert &convert)
{
    std::vector<float> values(bytes.size() / sizeof(Element));
    for (std::size_t i = 0; i < values.size(); ++i) {
        Element element;
        std::memcpy(&element, bytes.data() + i * sizeof(Element), sizeof(Element));
        values[i] = convert(element);
    }
    return values;
}

std::vector<float> floatsOf(const TensorEntry &entry, std::span<const std::uint8_t> bytes)
{
    switch (entry.type) {
    case TensorType::Float32:
        return converted<float>(bytes, [](float value) { return value; });
    case TensorType::Float16:
        return converted<std::uint16_t>(bytes, floatFromHalf);
    case TensorType::BFloat16:
        return converted<std::uint16_t>(bytes, floatFromBFloat16);
    case TensorType::Int64:
    case TensorType::UInt8:
        break;
    }
    throw Error(Error::Kind::ModelFileMismatch, "The tensor " + entry.name + " does not hold weights.");
}

std::string shapeText(const std::vector<std::int64_t> &shape)
{
    return nlohmann::json(shape).dump();
}

} // namespace

ModelFileInfo readModelInfo(const std::filesystem::path &path)
{
    return infoOf(path, readSafetensorsHeader(path));
}

ModelFile readModelFile(const std::filesystem::path &path, const std::string &model, int newestRevision)
{
    const SafetensorsFile file = readSafetensors(path);
    ModelFile result{infoOf(path, file.header), {}};
    const std::string name = path.filename().string();
    if (result.info.model != model)
        throw Error(Error::Kind::ModelFileMismatch,
                    name + " is a model of " + result.info.model + ", not of " + model + ".");
    if (result.info.revision > newestRevision)
        throw Error(Error::Kind::ModelFileTooNew,
                    name + " was written by a newer version of this program; update it to use this model.");
    for (const TensorEntry &entry : file.header.tensors)
        result.tensors[entry.name] = {entry.shape, floatsOf(entry, file.bytes(entry))};
    return result;
}

void writeModelFile(const std::filesystem::path &path, const ModelFileInfo &info, const FloatTensors &tensors,
                    StoredAs storedAs)
{
    std::vector<TensorToWrite> toWrite;
    std::vector<std::vector<std::uint16_t>> halves;
    halves.reserve(tensors.size());
    for (const auto &[name, tensor] : tensors) {
        if (storedAs == StoredAs::Float32) {
            toWrite.push_back({name,
                               TensorType::Float32,
                               tensor.shape,
                               {reinterpret_cast<const std::uint8_t *>(tensor.values.data()),
                                tensor.values.size() * sizeof(float)}});
            continue;
        }
        auto &half = halves.emplace_back();
        half.reserve(tensor.values.size());
        for (const float value : tensor.values)
            half.push_back(halfFromFloat(value));
        toWrite.push_back(
            {name,
             TensorType::Float16,
             tensor.shape,
             {reinterpret_cast<const std::uint8_t *>(half.data()), half.size() * sizeof(std::uint16_t)}});
    }
    writeSafetensors(path, toWrite,
                     {{"model", info.model},
                      {"revision", std::to_string(info.revision)},
                      {"config", info.config},
                      {"description", info.description},
                      {"licence", info.licence},
                      {"hyper_parameters", info.hyperParameters.dump()},
                      {"data", info.data.dump()},
                      {"training", info.training.dump()},
                      {"scores", info.scores.dump()}});
}

void requireShapes(const FloatTensors &tensors, const TensorShapes &expected)
{
    for (const auto &[name, shape] : expected) {
        const auto found = tensors.find(name);
        if (found == tensors.end())
            throw Error(Error::Kind::ModelFileMismatch, "The model file has no tensor " + name + ".");
        if (found->second.shape != shape)
            throw Error(Error::Kind::ModelFileMismatch, "The tensor " + name + " has the shape " +
                                                            shapeText(found->second.shape) + " instead of " +
                                                            shapeText(shape) + ".");
    }
    for (const auto &[name, tensor] : tensors) {
        if (!expected.contains(name))
            throw Error(Error::Kind::ModelFileMismatch,
                        "The model file has a tensor " + name + " that this model does not know.");
    }
}

} // namespace solferino::models
