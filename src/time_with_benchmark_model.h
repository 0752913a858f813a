#pragma once

#include "muster/model.h"
#include "muster/observe.h"
#include "muster/options.h"
#include "muster/run.h"

namespace muster {

/// The model's time and memory on options.device, by LiteRT's benchmark_model there, as a log of it that is known to be
/// of this model. Errors: as run_benchmark_model's; a log that is no evidence.
Result<LatencyRun> time_with_benchmark_model(const RunOptions& options, const Model& model, const Hooks& hooks);

}  // namespace muster
