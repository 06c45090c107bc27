// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sketch_rnn/sketch_step_loss.h"

#include "models/sketch_rnn/sketch_loss.h"

namespace solferino::models {

using torch::Tensor;

Tensor sketchStepLosses(SketchNet &net, const EvenSketchBatch &batch, const SketchStepRules &rules)
{
    const auto reconstructed = [&](const Tensor &z) {
        return reconstructionLoss(net->decode(batch, z), batch.targets.flatten(0, 1), batch.counts.flatten(),
                                  batch.drawings(), rules.maxLength);
    };
    if (!net->config().isConditional) {
        const Tensor loss = reconstructed({});
        return torch::stack({loss, loss, torch::zeros_like(loss)});
    }
    const SketchCode code = net->encode(batch);
    const Tensor latent = latentDivergence(code.mean, code.presig);
    const Tensor reconstruction = reconstructed(code.mean + (0.5 * code.presig).exp() * batch.noise);
    return torch::stack(
        {reconstruction + batch.klWeight * latent.clamp_min(rules.klTolerance), reconstruction, latent});
}

} // namespace solferino::models
