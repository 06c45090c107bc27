// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace solferino {

class Job;

/// "Running", "Waiting", "Stopping" ...
[[nodiscard]] QString jobStateText(const Job &job);
/// What runs it: "Melody RNN · attention_rnn".
[[nodiscard]] QString jobSubtitle(const Job &job);
/// "4,120 of 20,000 steps · 88 steps/s · loss 0.71" while it runs; afterwards why it ended, or its state.
[[nodiscard]] QString jobProgressText(const Job &job);
/// "3 min left" while it runs, "took 26 s" when it has ended, empty where nothing is known.
[[nodiscard]] QString jobTimeText(const Job &job);
/// "CPU", "GPU", "GPU 1", empty where nothing is known.
[[nodiscard]] QString jobDeviceText(const Job &job);
/// What to send to somebody who asks why: title, model, state, options and log, without the inputs.
[[nodiscard]] QString jobReport(const Job &job);
/// "26 s", "3 min", "2 h 05 min".
[[nodiscard]] QString durationText(double seconds);

} // namespace solferino
