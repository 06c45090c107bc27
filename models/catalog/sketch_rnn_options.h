// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/fields.h"
#include "models/catalog/train_options.h"

#include <string>

namespace solferino {

/// What all operations that draw have in common. Coordinates of drawings are canvas pixels; a model's own
/// units follow from `drawing_size`: the larger side that a whole drawing of the model's training data would
/// have on the canvas.
///
/// Drawings go in as an attachment that readDrawingLines() understands. Take k (from 0) has the request's
/// seed plus k: alone, with that seed and a count of 1, it comes out the same.
///
/// partial: {take, seed, points_done, most_points, strokes}: all strokes so far, [[[x, y], ...], ...], in
///          canvas pixels; those of `continue` begin where the drawing ends.
/// result:  {take, seed, points, strokes, ended, log_likelihood, log_likelihood_per_point}: `ended` tells
/// that
///          the model drew its end; nats in the model's units, new points alone, at temperature 1. Attached:
///          an SVG file, which carries its request.
struct SketchSamplingOptions
{
    double temperature = 0.25;
    std::string sampling = "demo";
    bool greedy = false;
    int mostPoints = 0;
    double drawingSize = 400.0;
    double tolerance = 2.0;
    std::string label;

    template <class Fields>
    void samplingFields(Fields &f)
    {
        f(temperature, "temperature", Range{0.01, 2.0}, Unit::None, "above is wilder, below is safer");
        f(label, "label", "class to draw, for models trained with labels", Shown::Advanced);
        f(mostPoints, "most_points", Range{0, 4096}, Unit::None,
          "longest drawing in points, 0: as the model learned", Shown::Advanced);
        f(drawingSize, "drawing_size", Range{8, 100'000}, Unit::None,
          "size of a whole drawing on the canvas in pixels", Shown::Advanced);
        f(tolerance, "tolerance", Range{0, 50}, Unit::None,
          "how far simplified lines may stray, in units of the training data; 0: not simplified",
          Shown::Advanced);
        f(sampling, "sampling", Choices{"demo", "paper", "python"},
          "what temperature scales: as in the demos, the paper, or Magenta's Python", Shown::Advanced);
        f(greedy, "greedy", "always the likeliest point", Shown::Advanced);
    }
};

/// `sketch_rnn generate`: drawings from nothing (a VAE draws from random z).
struct SketchGenerateOptions : SketchSamplingOptions
{
    int count = 9;

    template <class Fields>
    void fields(Fields &f)
    {
        f(count, "count", Range{1, 64}, Unit::None, "drawings, each with the next seed");
        samplingFields(f);
    }
};

/// `sketch_rnn continue`: endings of a drawing. A drawing longer than the model knows is continued from its
/// last part, which a note says. A VAE takes z from the drawing (`latent` drawing) or at random. With `pen`
/// down the first new line begins at the drawing's last point.
/// result adds {context_points, context_strokes}: the drawing as the model saw it.
struct SketchContinueOptions : SketchSamplingOptions
{
    int count = 9;
    std::string latent = "drawing";
    std::string pen = "lifted";

    template <class Fields>
    void fields(Fields &f)
    {
        f(count, "count", Range{1, 64}, Unit::None, "endings, each with the next seed");
        samplingFields(f);
        f(latent, "latent", Choices{"drawing", "random"}, "where a model with an encoder takes its idea from",
          Shown::Advanced);
        f(pen, "pen", Choices{"lifted", "down"}, "begin a new line, or go on with the drawing's last",
          Shown::Advanced);
    }
};

/// `sketch_rnn reconstruct`: the drawing again, from its latent vector. Needs a model with an encoder.
struct SketchReconstructOptions : SketchSamplingOptions
{
    int count = 9;
    double latentTemperature = 1.0;

    template <class Fields>
    void fields(Fields &f)
    {
        f(count, "count", Range{1, 64}, Unit::None, "versions, each with the next seed");
        samplingFields(f);
        f(latentTemperature, "latent_temperature", Range{0, 2}, Unit::None,
          "how far z strays from its mean, 0 takes the mean");
    }
};

/// `sketch_rnn interpolate`: from a first drawing to a second through the latent space. result adds
/// {position}: 0 is the first drawing, 1 the second. All steps share the request's seed. Needs a model with
/// an encoder.
struct SketchInterpolateOptions : SketchSamplingOptions
{
    int steps = 10;
    std::string path = "spherical";
    double position = -1.0;

    template <class Fields>
    void fields(Fields &f)
    {
        f(steps, "steps", Range{2, 64}, Unit::None, "drawings, both ends included");
        f(path, "path", Choices{"spherical", "linear"}, "way through the latent space");
        f(position, "position", Range{-1, 1}, Unit::None,
          "one drawing at this place between 0 and 1; below 0: all steps", Shown::Advanced);
        samplingFields(f);
    }
};

/// `sketch_rnn encode`. result: {mean, presig, z} (lists of numbers; z is sampled with the seed); the file is
/// that JSON.
struct SketchEncodeOptions
{
    double drawingSize = 400.0;
    double tolerance = 2.0;
    std::string label;

    template <class Fields>
    void fields(Fields &f)
    {
        f(drawingSize, "drawing_size", Range{8, 100'000}, Unit::None,
          "size of a whole drawing on the canvas in pixels");
        f(tolerance, "tolerance", Range{0, 50}, Unit::None,
          "how far simplified lines may stray, in units of the training data; 0: not simplified");
        f(label, "label", "class of the drawing, for models trained with labels", Shown::Advanced);
    }
};

/// `sketch_rnn decode`: drawings from a latent vector, attached as JSON: a list, or an object with `z` or
/// `mean`.
struct SketchDecodeOptions : SketchSamplingOptions
{
    int count = 1;

    template <class Fields>
    void fields(Fields &f)
    {
        f(count, "count", Range{1, 64}, Unit::None, "drawings, each with the next seed");
        samplingFields(f);
    }
};

/// `sketch_rnn predict`: where the next point of a drawing may go. result: {x, y: last point, pen: [draws,
/// lifts, ends], components: [{weight, x, y, sigma_x, sigma_y, rho}, ...]} in canvas pixels, likeliest first,
/// at the given temperature.
struct SketchPredictOptions : SketchSamplingOptions
{
    template <class Fields>
    void fields(Fields &f)
    {
        samplingFields(f);
    }
};

/// `sketch_rnn inspect`: what the model makes of a drawing. result: {lines, points, stroke3, stroke5,
/// scale_factor, simplified_strokes (canvas pixels)}; rows normalized by the model's scale.
struct SketchInspectOptions
{
    double drawingSize = 400.0;
    double tolerance = 2.0;
    double scaleFactor = 1.0;
    int maxLength = 0;

    template <class Fields>
    void fields(Fields &f)
    {
        f(drawingSize, "drawing_size", Range{0, 100'000}, Unit::None,
          "size of a whole drawing on the canvas in pixels, 0: coordinates are the data's own");
        f(tolerance, "tolerance", Range{0, 50}, Unit::None,
          "how far simplified lines may stray, in units of the training data; 0: not simplified");
        f(scaleFactor, "scale_factor", Range{1e-6, 1e6}, Unit::None, "what offsets are divided by");
        f(maxLength, "max_length", Range{0, 4096}, Unit::None, "rows to pad to, 0: as many as there are");
    }
};

/// `sketch_rnn import`: model files from the browser models of sketch-rnn (.gen.json), in `data` (a file or a
/// folder); written into `output` as NAME.safetensors. result, one a file: {file, weights, name,
/// parameters}.
struct SketchImportOptions
{
    std::string data;
    std::string output;
    std::string name;
    std::string licence = "Apache-2.0";
    std::string storedAs = "float32";

    template <class Fields>
    void fields(Fields &f)
    {
        f(data, "data", PathKind::File, "file or folder of .gen.json models");
        f(output, "output", PathKind::Folder, "folder of the model files");
        f(name, "name", "name of the model, empty: its own", Shown::Advanced);
        f(licence, "licence", "licence of the weights, written into the model file", Shown::Advanced);
        f(storedAs, "stored_as", Choices{"float32", "float16"},
          "exactly, or in half the space with 11 binary digits a weight", Shown::Advanced);
    }
};

/// `sketch_rnn evaluate`. result: {total: {drawings, points, reconstruction_loss, kl_loss, offset_loss,
/// pen_loss, nats_per_point, nats_per_later_point, max_length}, files: [...], discarded: {reason: count}}:
/// reconstruction_loss is the mean over drawings x max_length, nats_per_point the same sum over real rows
/// (points and the end row), nats_per_later_point without the first of each drawing, which is (0, 0) in most
/// data and then says nothing.
struct SketchEvaluateOptions
{
    std::string data;
    std::string split = "valid";
    int maxLength = 0;
    int batchSize = 100;
    double tolerance = 2.0;

    template <class Fields>
    void fields(Fields &f)
    {
        f(data, "data", PathKind::Paths, ".npz, .ndjson, SVG files or folders, separated by semicolons");
        f(split, "split", Choices{"train", "valid", "test"}, "which part of the data");
        f(maxLength, "max_length", Range{0, 4096}, Unit::None,
          "rows that the loss is averaged over, 0: the model's");
        f(batchSize, "batch_size", Range{1, 4096}, Unit::None, "drawings in a batch");
        f(tolerance, "tolerance", Range{0, 50}, Unit::None, "simplification of raw drawings");
    }
};

/// Options of `sketch_rnn train`. Either `data` or `resume` must be given.
///
/// progress: metrics {loss, reconstruction_loss, kl_loss, kl_weight, learning_rate}, and where a validation
/// was
///           made {validation_loss (nats a point + 0.5 KL), validation_nats_per_point, validation_kl,
///           best_validation_loss, best_step}.
/// partial:  {kind: "data", files, drawings, training_drawings, validation_drawings, mean_points,
///           scale_factor, labels, discarded: {reason: count}, unreadable: [[file, reason], ...]};
///           {kind: "sample", step, validation_loss, drawings: [{strokes}, ...]} in canvas pixels;
///           {kind: "checkpoint", step, path}.
/// result:   {run, weights, step, best_step, best_validation_loss, stopped ("steps", "no_progress")}.
struct SketchTrainOptions : TrainRunOptions
{
    std::string config = "vae";
    std::string data;
    int batchSize = 100;
    int maxLength = 0;
    std::string decoderCell = "lstm";
    std::string encoderCell = "lstm";
    int decoderSize = 512;
    int encoderSize = 256;
    int latentSize = 128;
    int mixtures = 20;
    double learningRate = 0.001;
    double minLearningRate = 0.00001;
    double decayRate = 0.9999;
    double klWeight = 0.5;
    double klWeightStart = 0.01;
    double klDecayRate = 0.99995;
    double klTolerance = 0.2;
    double clipValue = 1.0;
    double recurrentDropout = 0.1;
    double inputDropout = 0.0;
    double outputDropout = 0.0;
    double randomScale = 0.15;
    double dropPoints = 0.1;
    bool useLabels = false;
    double labelDropout = 0.1;
    bool padRows = false;
    double tolerance = 2.0;

    template <class Fields>
    void fields(Fields &f)
    {
        f(config, "config", Choices{"vae", "decoder"}, "with an encoder, or a decoder alone");
        f(data, "data", PathKind::Paths, ".npz, .ndjson, SVG files or folders, separated by semicolons");
        f(steps, "steps", Range{1, 10'000'000}, Unit::Steps, "training steps");
        f(batchSize, "batch_size", Range{1, 4096}, Unit::None, "drawings in a step");
        f(decoderCell, "decoder_cell", Choices{"lstm", "layer_norm", "hyper"},
          "recurrent cell of the decoder");
        f(encoderCell, "encoder_cell", Choices{"lstm", "layer_norm", "hyper"},
          "recurrent cell of the encoder");
        f(learningRate, "learning_rate", Range{1e-6, 1}, Unit::None, "step size of Adam at the start");
        f(klWeight, "kl_weight", Range{0, 100}, Unit::None, "weight of the latent loss at the end");
        f(useLabels, "use_labels", "tell the model the class of each drawing");
        sampleFields(f);
        f(maxLength, "max_length", Range{0, 4096}, Unit::None,
          "longer drawings are left out, 0: the longest of the data", Shown::Advanced);
        f(decoderSize, "decoder_size", Range{1, 4096}, Unit::None, "units of the decoder", Shown::Advanced);
        f(encoderSize, "encoder_size", Range{1, 4096}, Unit::None, "units of each direction of the encoder",
          Shown::Advanced);
        f(latentSize, "latent_size", Range{1, 1024}, Unit::None, "numbers in the latent vector",
          Shown::Advanced);
        f(mixtures, "mixtures", Range{1, 100}, Unit::None, "Gaussians of the next point", Shown::Advanced);
        f(minLearningRate, "min_learning_rate", Range{0, 1}, Unit::None, "step size of Adam at the end",
          Shown::Advanced);
        f(decayRate, "decay_rate", Range{0, 1}, Unit::None, "factor of the step size, each step",
          Shown::Advanced);
        f(klWeightStart, "kl_weight_start", Range{0, 100}, Unit::None,
          "weight of the latent loss at the start", Shown::Advanced);
        f(klDecayRate, "kl_decay_rate", Range{0, 1}, Unit::None, "how fast that weight rises, each step",
          Shown::Advanced);
        f(klTolerance, "kl_tolerance", Range{0, 10}, Unit::None, "latent loss that costs no more",
          Shown::Advanced);
        f(clipValue, "clip_value", Range{0, 1000}, Unit::None, "largest gradient of each weight, 0: any",
          Shown::Advanced);
        f(recurrentDropout, "recurrent_dropout", Range{0, 0.95}, Unit::None,
          "share of candidate values that is dropped", Shown::Advanced);
        f(inputDropout, "input_dropout", Range{0, 0.95}, Unit::None, "share of inputs that is dropped",
          Shown::Advanced);
        f(outputDropout, "output_dropout", Range{0, 0.95}, Unit::None, "share of outputs that is dropped",
          Shown::Advanced);
        f(randomScale, "random_scale", Range{0, 0.9}, Unit::None,
          "training drawings are stretched by so much", Shown::Advanced);
        f(dropPoints, "drop_points", Range{0, 0.9}, Unit::None, "share of inner points that is left out",
          Shown::Advanced);
        f(labelDropout, "label_dropout", Range{0, 1}, Unit::None, "share of drawings whose class is hidden",
          Shown::Advanced);
        f(padRows, "pad_rows", "learn the end up to the full length, as the original does; slower",
          Shown::Advanced);
        f(tolerance, "tolerance", Range{0, 50}, Unit::None, "simplification of raw drawings",
          Shown::Advanced);
        runFields(f);
    }
};

} // namespace solferino
