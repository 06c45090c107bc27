// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/melody_rnn_options.h"
#include "models/catalog/model_entries.h"

namespace solferino {

ModelInfo melodyRnnEntry()
{
    ModelInfo model;
    model.id = "melody_rnn";
    model.title = "Melody RNN";
    model.help = "Continues, invents and leads into melodies of one voice.";
    model.configs = {"basic_rnn", "mono_rnn", "lookback_rnn", "attention_rnn"};
    model.bundledWeights = {"attention_rnn", "lookback_rnn", "basic_rnn", "mono_rnn"};
    model.operations = {
        {.id = "generate",
         .title = "Generate Melodies",
         .help = "Writes melodies that continue a primer, or begin with a single note without one.",
         .fields = describeFields<MelodyGenerateOptions>(),
         .inputs = {{"primer", "audio/midi", false, "melody that the new notes continue"},
                    {"after", "audio/midi", false, "what follows the new notes"}},
         .outputExtension = "mid",
         .hasCount = true,
         .usesWeights = true},
        {.id = "train",
         .title = "Train a Melody Model",
         .help = "Trains a model from folders of MIDI files, or continues a run.",
         .fields = describeFields<MelodyTrainOptions>(),
         .isBatch = true,
         .usesGpu = true},
        {.id = "evaluate",
         .title = "Evaluate a Melody Model",
         .help = "Measures how well a model foretells the melodies of MIDI files.",
         .fields = describeFields<MelodyEvaluateOptions>(),
         .isBatch = true,
         .usesWeights = true,
         .usesGpu = true},
        {.id = "inspect",
         .title = "Inspect a MIDI File",
         .help = "Shows as JSON what the model makes of a MIDI file.",
         .fields = describeFields<MelodyInspectOptions>(),
         .inputs = {{"midi", "audio/midi", true, "MIDI file to look into"}},
         .outputExtension = "json"},
    };
    return model;
}

} // namespace solferino
