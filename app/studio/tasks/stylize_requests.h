// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/image_document.h"
#include "core/documents/take.h"

namespace solferino {

struct ModelChoice;
class StyleModels;

/// `stylize` with all that a Styling says, without inputs.
[[nodiscard]] JobRequest stylizeRequest(const ModelChoice &model, const Styling &styling);
/// The net's picture alone, for callers that apply strength, colours and mask themselves.
[[nodiscard]] JobRequest stylizedOnlyRequest(const ModelChoice &model, const Styling &styling);

/// The photo's own file; copies its bytes.
[[nodiscard]] Attachment photoInput(const Photo &photo);
/// The same without bytes: the request of a take, which holds its photo beside it.
[[nodiscard]] Attachment photoNote(const Photo &photo);
/// Adds the mask as PNG where there is one.
void addMaskInput(JobRequest &request, const StyleMask &mask);

/// Two requests that make the same picture, whatever the format of its file.
[[nodiscard]] bool makeTheSame(JobRequest one, JobRequest other);
/// The styles that a request of ours mixed. Those that `models` does not know any more are left out.
[[nodiscard]] std::vector<MixedStyle> mixOf(const JobRequest &request, const StyleModels &models);
/// What a request of ours asked for.
[[nodiscard]] Styling stylingOf(const JobRequest &request, const StyleModels &models);

} // namespace solferino
