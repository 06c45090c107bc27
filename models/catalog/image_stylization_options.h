// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/fields.h"
#include "models/catalog/train_options.h"

#include <string>

namespace solferino {

/// `image_stylization stylize`: a picture in the manner of one of the model's styles, or of a mix.
///
/// input `photo`: JPEG, PNG, TIFF or WebP. input `mask`, optional: a picture whose luminance says where the
/// style applies (white) and where the photo stays (black), stretched over the photo.
/// `styles`: names or numbers from 0, with weights: "starry_night", "3", "3:0.8,7:0.2". Weights are taken as
/// they are. Empty: the model's first; with `each`, all. `crop`: "left,top,width,height" in pixels of the
/// upright photo; the mask is stretched over that part. With `each`, one result for each of them at its own
/// weight, from one batch where memory allows.
///
/// result: {styles [{style, name, weight}], width, height, net_width, net_height, seconds}. Attached: the
///         picture in `format`, which carries its request.
struct StylizeOptions
{
    std::string styles;
    bool each = false;
    double strength = 1.0;
    double brush = 1.0;
    std::string colours = "style";
    std::string crop;
    int longestSide = 0;
    std::string format = "png";
    int quality = 92;
    std::string precision = "auto";
    bool stylizedOnly = false;

    template <class Fields>
    void fields(Fields &f)
    {
        f(styles, "styles", "styles by name or number, mixed by weights: 3:0.8,7:0.2");
        f(each, "each", "a picture for each style instead of their mix");
        f(strength, "strength", Range{0, 1}, Unit::None, "0 leaves the photo, 1 is the whole style");
        f(brush, "brush", Range{0.25, 8}, Unit::None, "size of the strokes, 1 as they were learned");
        f(colours, "colours", Choices{"style", "keep", "match"},
          "colours of the style, the photo's own, or the style's moved to the photo's");
        f(longestSide, "longest_side", Range{0, 65'500}, Unit::None,
          "longer side of the result in pixels, 0: as the photo", Shown::Advanced);
        f(crop, "crop", "part of the photo in pixels: left,top,width,height; empty: all of it",
          Shown::Advanced);
        f(format, "format", Choices{"png", "jpeg", "tiff", "webp"}, "file format of the result",
          Shown::Advanced);
        f(quality, "quality", Range{1, 100}, Unit::None, "of JPEG and WebP", Shown::Advanced);
        f(precision, "precision", Choices{"auto", "float32", "fast"},
          "arithmetic: fast takes 16 bits where the device is quicker with them", Shown::Advanced);
        f(stylizedOnly, "stylized_only",
          "leave strength, colours and mask to the caller: only the net's picture", Shown::Advanced);
    }
};

/// `image_stylization stylize_video`: a video file in the manner of a style, another out. The norm statistics
/// of a frame are mixed with those of the frames before (`stability`), against flicker. Absent where OpenCV
/// is missing.
/// result: {frames, width, height, frames_per_second, seconds, file}
struct StylizeVideoOptions
{
    std::string video;
    std::string output;
    std::string styles;
    double strength = 1.0;
    double brush = 1.0;
    std::string colours = "style";
    int longestSide = 0;
    double stability = 0.9;

    template <class Fields>
    void fields(Fields &f)
    {
        f(video, "video", PathKind::File, "video to stylize");
        f(output, "output", PathKind::File, "video to write: .mp4, .avi or .mkv; its sound is not kept");
        f(styles, "styles", "styles by name or number, mixed by weights: 3:0.8,7:0.2");
        f(strength, "strength", Range{0, 1}, Unit::None, "0 leaves the frames, 1 is the whole style");
        f(brush, "brush", Range{0.25, 8}, Unit::None, "size of the strokes, 1 as they were learned");
        f(colours, "colours", Choices{"style", "keep", "match"},
          "colours of the style, the video's own, or the style's moved to the video's");
        f(longestSide, "longest_side", Range{0, 8192}, Unit::None,
          "longer side of the result in pixels, 0: as the video", Shown::Advanced);
        f(stability, "stability", Range{0, 0.99}, Unit::None,
          "how much the frames before count, 0: each frame alone", Shown::Advanced);
    }
};

/// What trainings on photos and paintings have in common. The weights of a loss are those of the multi-style
/// paper: content on the last layer of the third block, style on the last of each block, of the perceptual
/// network that `perceptual` names.
///
/// partial: {"kind": "data", photos {used, discarded {reason: count}}, styles [{name, width, height}]}, then
///          {"kind": "sample", step, validation_loss, width, height, styles [numbers], png (base64: a strip,
///          the photo first, then some styles of it)} every `sample_every` steps
/// result: {run, weights, step, best_step, best_validation_loss, stopped}
struct StyleLearnOptions : TrainRunOptions
{
    std::string photos;
    std::string paintings;
    int batchSize = 16;
    int imageSize = 256;
    int styleSize = 512;
    double learningRate = 0.001;
    std::string schedule = "cosine";
    double contentWeight = 1.0;
    double styleWeight = 1e-4;
    double deepWeight = 0.0;
    std::string styleCoefficients;
    double clipNorm = 0.0;
    bool varyCrops = true;
    bool relativeLoss = false;
    std::string perceptual;

    StyleLearnOptions() { evalRatio = 0.02; }

    template <class Fields>
    void learnFields(Fields &f)
    {
        f(photos, "photos", PathKind::Paths, "photos to learn on, files or folders, separated by semicolons");
        f(paintings, "paintings", PathKind::Paths, "paintings: each file is a style, named after it");
        f(contentWeight, "content_weight", Range{0, 1000}, Unit::None, "how much of the photo stays");
        f(styleWeight, "style_weight", Range{0, 1}, Unit::None, "how much of the painting comes, each layer");
        f(steps, "steps", Range{1, 10'000'000}, Unit::Steps, "training steps");
        f(batchSize, "batch_size", Range{1, 256}, Unit::None, "photos in a step");
        sampleFields(f);
        f(imageSize, "image_size", Range{32, 1024}, Unit::None, "side of the photos' crops in pixels",
          Shown::Advanced);
        f(styleSize, "style_size", Range{64, 2048}, Unit::None,
          "shorter side that paintings are brought to, which decides the size of strokes", Shown::Advanced);
        f(learningRate, "learning_rate", Range{1e-6, 1}, Unit::None, "step size of Adam", Shown::Advanced);
        f(schedule, "schedule", Choices{"cosine", "constant"}, "how the step size goes", Shown::Advanced);
        f(deepWeight, "deep_weight", Range{0, 1000}, Unit::None,
          "weight of a style loss on the deeper layers of SqueezeNet", Shown::Advanced);
        f(styleCoefficients, "style_coefficients",
          "factors of the style loss, one for each painting, separated by commas; empty: 1", Shown::Advanced);
        f(clipNorm, "clip_norm", Range{0, 1e6}, Unit::None, "largest norm of the gradients, 0: any",
          Shown::Advanced);
        f(varyCrops, "vary_crops",
          "another crop of a photo each time; off: the same, whose features are kept, which is quicker",
          Shown::Advanced);
        f(relativeLoss, "relative_loss",
          "steps follow the logarithm of a picture's loss: paintings of small losses learn as much as others",
          Shown::Advanced);
        f(perceptual, "perceptual", PathKind::File,
          "own VGG-16 or VGG-19 file with torchvision's names; empty: the bundled network", Shown::Advanced);
        runFields(f);
    }
};

/// `image_stylization train`: a net for all the paintings.
struct StyleTrainOptions : StyleLearnOptions
{
    double alpha = 1.0;
    std::string start;

    StyleTrainOptions()
    {
        steps = 40000;
        validateEvery = 500;
        sampleEvery = 250;
    }

    template <class Fields>
    void fields(Fields &f)
    {
        learnFields(f);
        f(alpha, "alpha", Range{0.0625, 2}, Unit::None, "width of the net; 0.25 is small and quick");
        f(start, "start", PathKind::File,
          "trained model of the same width and paintings whose weights are the first; empty: random ones",
          Shown::Advanced);
    }
};

/// `image_stylization add_style`: new styles for a trained model (`weights`), by fitting new norm rows alone;
/// all else, the old styles too, stays as it was to the bit. Rows alone bear long steps, so that few small
/// crops do. No licence: that of the model.
struct StyleAddOptions : StyleLearnOptions
{
    StyleAddOptions()
    {
        steps = 600;
        batchSize = 1;
        imageSize = 128;
        learningRate = 0.03;
        validateEvery = 100;
        sampleEvery = 50;
        licence.clear();
    }

    template <class Fields>
    void fields(Fields &f)
    {
        learnFields(f);
    }
};

/// `image_stylization evaluate`: content and style losses of each style on photos.
/// result: {photos, total {content, style, loss}, styles [{name, content, style, loss}]}, against the
/// Gram matrices that the model file keeps of its paintings.
struct StyleEvaluateOptions
{
    std::string photos;
    std::string styles;
    int imageSize = 256;
    double contentWeight = 1.0;
    double styleWeight = 1e-4;
    std::string perceptual;

    template <class Fields>
    void fields(Fields &f)
    {
        f(photos, "photos", PathKind::Paths, "photos or folders, separated by semicolons");
        f(styles, "styles", "styles by name or number, separated by commas; empty: all");
        f(imageSize, "image_size", Range{32, 2048}, Unit::None, "side of the photos' middle crops in pixels");
        f(contentWeight, "content_weight", Range{0, 1000}, Unit::None, "weight of the content loss",
          Shown::Advanced);
        f(styleWeight, "style_weight", Range{0, 1}, Unit::None, "weight of each layer's style loss",
          Shown::Advanced);
        f(perceptual, "perceptual", PathKind::File,
          "own VGG-16 or VGG-19 file with torchvision's names; empty: the bundled network", Shown::Advanced);
    }
};

/// `image_stylization inspect`: what the model makes of a picture, as JSON: {photo {format, width, height,
/// bits, alpha, profile_bytes}, net_width, net_height, layers [{name, width, height, channels}], styles
/// [names], memory_bytes, request (of a picture that we wrote)}.
struct StyleInspectOptions
{
    double brush = 1.0;

    template <class Fields>
    void fields(Fields &f)
    {
        f(brush, "brush", Range{0.25, 8}, Unit::None, "size of the strokes, 1 as they were learned");
    }
};

} // namespace solferino
