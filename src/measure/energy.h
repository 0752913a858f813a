#pragma once

#include <filesystem>

#include "measure/classifier.h"
#include "muster/error.h"
#include "muster/observe.h"
#include "muster/run.h"

namespace muster {

/// Energy of an inference by the first meter that can be read where the model runs: it idles with the model loaded,
/// runs it for options.energy on end, and idles again, each idle while half as long; adds to run.energy_runs. RAPL's
/// figures count as a host's wherever they come from. Stopped by the user, it adds nothing; where the meter tells
/// nothing that counts, the event "energy-not-measured"; where the process or the device is lost, "run-cut-short".
/// Errors: the model cannot be opened.
Result<void> measure_energy(const Classifier& classifier, const std::filesystem::path& photo, const RunOptions& options,
                            const Hooks& hooks, Run& run);

/// Whether there is a meter where the model runs, so that its lack is told before long work. Errors: kNotFound, there
/// is none; kUnsupported, two batteries; kInvalidArgument, a device on the plug, or an emulator, whose energy is its
/// host's; the model cannot be opened.
Result<void> require_meter(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run);

}  // namespace muster
