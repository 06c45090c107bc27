// SPDX-License-Identifier: GPL-3.0-or-later
// A small training of styles: pictures, options and a listener.
#pragma once

#include "core/domain/image/image_file.h"
#include "models/image_stylization/style_training.h"
#include "models/runtime/random.h"
#include "models/runtime/torch_setup.h"
#include "tests/support/test_files.h"
#include "tests/support/training_recorder.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace solferino::models {

namespace fs = std::filesystem;

/// Coloured noise over a slope.
inline Picture pictureOf(std::uint64_t seed, int width, int height)
{
    Random random(seed);
    Picture picture;
    picture.width = width;
    picture.height = height;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int channel = 0; channel < 3; ++channel)
                picture.rgb.push_back(
                    static_cast<std::uint16_t>(257 * ((x * (channel + 1) + y * static_cast<int>(seed % 3) +
                                                       static_cast<int>(random.below(12))) %
                                                      256)));
    return picture;
}

/// Photos and paintings in a folder that goes away with the test.
class Pictures final
{
public:
    Pictures()
    {
        configureTorch(1);
        for (std::uint64_t i = 0; i < 5; ++i)
            write("photos/photo" + std::to_string(i) + ".png", pictureOf(i, 258, 258));
        write("paintings/blue_night.png", pictureOf(20, 64, 80));
        write("paintings/wide_field.png", pictureOf(31, 90, 64));
        write("more/red_house.png", pictureOf(42, 64, 64));
    }
    void write(const std::string &name, const Picture &picture) const
    {
        const auto bytes = writeImage(picture, ImageFormat::Png);
        write(name, std::string(bytes.begin(), bytes.end()));
    }
    void write(const std::string &name, const std::string &text) const
    {
        fs::create_directories(fs::path(path(name)).parent_path());
        std::ofstream(path(name), std::ios::binary) << text;
    }
    [[nodiscard]] std::string path(const std::string &name) const { return m_folder.file(name); }

private:
    test::TemporaryFolder m_folder;
};

inline StyleTrainOptions optionsFor(const Pictures &pictures, const std::string &run)
{
    StyleTrainOptions options;
    options.photos = pictures.path("photos");
    options.paintings = pictures.path("paintings");
    options.output = pictures.path(run);
    options.steps = 4;
    options.batchSize = 2;
    options.imageSize = 32;
    options.styleSize = 64;
    options.alpha = 0.125;
    options.evalRatio = 0.3;
    options.validateEvery = 2;
    options.sampleEvery = 0;
    options.licence = "CC0-1.0";
    return options;
}

inline StyleTrainSetting setting(std::uint64_t seed = 3)
{
    const fs::path networks = SOLFERINO_NETWORKS;
    StyleTrainSetting result;
    result.seed = seed;
    result.device = "cpu";
    result.perceptual = networks / "perceptual_vgg19.safetensors";
    result.squeezeNet = networks / "perceptual_squeezenet.safetensors";
    return result;
}

} // namespace solferino::models
