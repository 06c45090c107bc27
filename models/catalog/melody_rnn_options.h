// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/fields.h"
#include "models/catalog/train_options.h"

#include <string>

namespace solferino {

/// Options of `melody_rnn generate`. The primer is `primer_melody`, else the attached MIDI file "primer",
/// else a single C4; an attached MIDI file "after" holds what follows the new notes (its time 0 is the step
/// after the last new one). Take k (from 0) has the request's seed plus k: alone, with that seed and count 1,
/// it comes out the same.
///
/// partial: {take, seed, steps_done, notes: [[pitch, velocity, start_step, end_step], ...]}: all notes
///          so far; steps count from the first new step, four a quarter.
/// result:  {take, seed, steps, steps_per_quarter, qpm, notes, log_likelihood, log_likelihood_per_event}:
///          nats, new events alone; attached: the MIDI file, which carries its request.
struct MelodyGenerateOptions
{
    int count = 3;
    int steps = 64;
    double temperature = 1.0;
    std::string key = "none";
    std::string scale = "major";
    int lowestPitch = 48;
    int highestPitch = 83;
    double quartersPerMinute = 0.0;
    std::string primerMelody;
    int primerSteps = 0;
    bool includePrimer = true;
    int beamSize = 1;
    int branchFactor = 1;
    int stepsPerIteration = 1;
    int fitAttempts = 1;
    bool magentaTiming = false;
    std::string precision = "float32";

    template <class Fields>
    void fields(Fields &f)
    {
        f(steps, "steps", Range{1, 4096}, Unit::Sixteenths, "new steps to generate, the primer not counted");
        f(count, "count", Range{1, 64}, Unit::None, "melodies to generate, each with the next seed");
        f(temperature, "temperature", Range{0.0, 3.0}, Unit::None,
          "above 1 is wilder, below 1 is safer, 0 takes the likeliest");
        f(key, "key", Choices{"none", "C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"},
          "new notes stay in this key");
        f(scale, "scale",
          Choices{"major", "minor", "harmonic_minor", "dorian", "mixolydian", "pentatonic", "blues"},
          "scale of the key");
        f(lowestPitch, "lowest_pitch", Range{0, 127}, Unit::Pitch, "lowest new note");
        f(highestPitch, "highest_pitch", Range{0, 127}, Unit::Pitch, "highest new note");
        f(quartersPerMinute, "qpm", Range{0, 1000}, Unit::BeatsPerMinute,
          "tempo, 0 takes the primer's or 120");
        f(primerMelody, "primer_melody", "primer as a list of events: 60,-2,62 (-2 holds, -1 ends a note)",
          Shown::Advanced);
        f(primerSteps, "primer_steps", Range{0, 65'536}, Unit::Sixteenths,
          "where the new notes begin, counted from the primer's first bar; 0: at the end of its last note",
          Shown::Advanced);
        f(includePrimer, "include_primer", "write the primer before the new notes", Shown::Advanced);
        f(beamSize, "beam_size", Range{1, 64}, Unit::None, "beams kept in each iteration of the search",
          Shown::Advanced);
        f(branchFactor, "branch_factor", Range{1, 64}, Unit::None, "copies of each beam in an iteration",
          Shown::Advanced);
        f(stepsPerIteration, "steps_per_iteration", Range{1, 4096}, Unit::Sixteenths,
          "steps that a beam grows in an iteration", Shown::Advanced);
        f(fitAttempts, "fit_attempts", Range{1, 64}, Unit::None,
          "candidates tried where notes follow; the one that leads into them best is kept", Shown::Advanced);
        f(magentaTiming, "magenta_timing", "begin two steps after the primer, as Magenta does",
          Shown::Advanced);
        f(precision, "precision", Choices{"float32", "fast"},
          "arithmetic: fast rounds factors to 16 bits where the processor multiplies those faster",
          Shown::Advanced);
    }
};

/// Options of `melody_rnn train`. Either `data` or `resume` must be given.
///
/// progress: metrics {loss, learning_rate, epoch}, and where a validation was made {validation_loss,
///           validation_accuracy, best_validation_loss, best_step}.
/// partial:  {kind: "data", files, melodies, training_melodies, validation_melodies, discarded: {reason:
///           count}, unreadable: [[file, reason], ...]};
///           {kind: "sample", step, validation_loss, notes as in generate};
///           {kind: "checkpoint", step, path}.
/// result:   {run (folder), weights (best model file), step, best_step, best_validation_loss, stopped
///           ("steps", "no_progress")}.
struct MelodyTrainOptions : TrainRunOptions
{
    std::string config = "attention_rnn";
    std::string data;
    int batchSize = 128;
    int maxLength = 256;
    double learningRate = 0.001;
    std::string schedule = "constant";
    int warmupSteps = 0;
    double dropout = 0.5;
    double weightDecay = 0.0;
    std::string clipping = "per_tensor";
    double clipNorm = 0.0;
    bool ignorePolyphony = false;
    bool augment = false;
    std::string exclude;

    MelodyTrainOptions()
    {
        patience = 8;
        sampleEvery = 1000;
    }

    template <class Fields>
    void fields(Fields &f)
    {
        f(config, "config", Choices{"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"},
          "network and encoding");
        f(data, "data", PathKind::Paths,
          "folders of MIDI files, separated by semicolons, searched to the bottom");
        f(steps, "steps", Range{1, 10'000'000}, Unit::Steps, "training steps");
        f(batchSize, "batch_size", Range{1, 4096}, Unit::None, "melodies in a step");
        f(learningRate, "learning_rate", Range{1e-6, 1}, Unit::None, "step size of Adam");
        f(schedule, "schedule", Choices{"constant", "cosine", "staircase"}, "how the learning rate falls");
        f(dropout, "dropout", Range{0, 0.95}, Unit::None, "share of each layer's output that is dropped");
        f(augment, "augment", "train in all keys that fit the pitch range instead of C alone");
        sampleFields(f);
        f(maxLength, "max_length", Range{16, 4096}, Unit::Sixteenths,
          "longer melodies are cut into pieces of this length", Shown::Advanced);
        f(warmupSteps, "warmup_steps", Range{0, 1'000'000}, Unit::Steps,
          "steps in which the learning rate rises", Shown::Advanced);
        f(weightDecay, "weight_decay", Range{0, 1}, Unit::None, "decoupled weight decay", Shown::Advanced);
        f(clipping, "clipping", Choices{"per_tensor", "global"}, "gradient norm of each tensor or of all",
          Shown::Advanced);
        f(clipNorm, "clip_norm", Range{0, 1000}, Unit::None, "largest gradient norm, 0 takes the config's",
          Shown::Advanced);
        f(ignorePolyphony, "ignore_polyphony",
          "keep the highest of simultaneous notes instead of dropping the track", Shown::Advanced);
        f(exclude, "exclude", PathKind::Paths,
          "files or folders of tunes that must not be trained on, near-duplicates included", Shown::Advanced);
        runFields(f);
    }
};

/// Options of `melody_rnn evaluate`. result: {config, total, files, discarded, unreadable}, see
/// evaluateMelodyRnn.
struct MelodyEvaluateOptions
{
    std::string data;
    bool ignorePolyphony = false;
    bool withDropout = false;

    template <class Fields>
    void fields(Fields &f)
    {
        f(data, "data", PathKind::Paths, "MIDI files and folders of them, separated by semicolons");
        f(ignorePolyphony, "ignore_polyphony", "keep the highest of simultaneous notes", Shown::Advanced);
        f(withDropout, "with_dropout", "leave dropout on, as Magenta's evaluation did", Shown::Advanced);
    }
};

/// Options of `melody_rnn inspect`, whose result is what inspectMelodyFile describes.
struct MelodyInspectOptions
{
    std::string config = "basic_rnn";
    bool ignorePolyphony = false;
    int minBars = 7;
    int maxSteps = 512;
    int minUniquePitches = 5;
    double gapBars = 1.0;

    template <class Fields>
    void fields(Fields &f)
    {
        f(config, "config", Choices{"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"},
          "encoding to show");
        f(ignorePolyphony, "ignore_polyphony", "keep the highest of simultaneous notes");
        f(minBars, "min_bars", Range{0, 1000}, Unit::Bars, "shorter melodies are discarded");
        f(maxSteps, "max_steps", Range{0, 1'000'000}, Unit::Sixteenths, "longer melodies are cut, 0 never");
        f(minUniquePitches, "min_unique_pitches", Range{0, 12}, Unit::None,
          "melodies of fewer pitch classes are discarded");
        f(gapBars, "gap_bars", Range{0, 1000}, Unit::Bars, "a longer rest ends a melody");
    }
};

} // namespace solferino
