// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/fields.h"

#include <string>

namespace solferino {

/// What every `train` has in common: the run and how it is watched over. Options of a model derive from it
/// and declare these fields among their own.
struct TrainRunOptions
{
    std::string resume;
    std::string output;
    int steps = 20000;
    double evalRatio = 0.1;
    int validateEvery = 200;
    int patience = 0;
    int sampleEvery = 500;
    int checkpointSeconds = 60;
    std::string precision = "auto";
    std::string licence = "yours";

    template <class Fields>
    void sampleFields(Fields &f)
    {
        f(sampleEvery, "sample_every", Range{0, 10'000'000}, Unit::Steps,
          "make samples every so often, 0 never");
        f(patience, "patience", Range{0, 10'000}, Unit::None,
          "stop after so many validations without progress, 0 never");
    }

    template <class Fields>
    void runFields(Fields &f)
    {
        f(output, "output", PathKind::Folder, "folder of the run", Shown::Advanced);
        f(resume, "resume", PathKind::Folder, "run to continue at its last checkpoint", Shown::Advanced);
        f(evalRatio, "eval_ratio", Range{0, 0.9}, Unit::None,
          "share kept for validation, where the data has no such part of its own", Shown::Advanced);
        f(validateEvery, "validate_every", Range{1, 1'000'000}, Unit::Steps, "steps between validations",
          Shown::Advanced);
        f(checkpointSeconds, "checkpoint_seconds", Range{1, 86'400}, Unit::Seconds,
          "time between checkpoints", Shown::Advanced);
        f(precision, "precision", Choices{"auto", "float32", "tf32", "bf16"}, "arithmetic of the training",
          Shown::Advanced);
        f(licence, "licence", "licence of the trained weights, written into the model file", Shown::Advanced);
    }
};

} // namespace solferino
