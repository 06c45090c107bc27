// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/tasks/generation_plan.h"
#include "app/studio/tasks/take_session.h"

namespace solferino {

/// The panel's request (model, weights, options, seed) with the inputs and options of the plan.
[[nodiscard]] JobRequest withPlan(JobRequest request, const GenerationPlan &plan);

/// Takes of notes, read from {notes: [[pitch, velocity, start_step, end_step], ...], steps_done,
/// log_likelihood_per_event}. `place` says where they lie; its length follows from the request's steps.
[[nodiscard]] TakeForm noteTakes(const JobRequest &request, TakeNotes place, int ticksPerQuarter);

} // namespace solferino
