#pragma once

#include "muster/error.h"
#include "muster/options.h"
#include "muster/run.h"

namespace muster {

/// Fills the run with what was measured elsewhere: predictions or a matrix, and times. `data` is what the user and the
/// model's sidecar state of the classes, `scores` what the user says the scores of predictions are ("": not). Errors:
/// files that cannot be read, and answers or times that cannot be those of run.model, where there is one.
Result<void> take_evidence(const EvidenceOptions& evidence, const DataOptions& data, const std::string& scores,
                           Run& run);

/// The times of evidence.latency_log, proved to be of `model`, where there is one. Errors: as above.
Result<LatencyRun> take_latency_log(const EvidenceOptions& evidence, const std::optional<Model>& model);

/// Where the energy was measured, and how it is known that it is of `model`. Errors: no device is stated, or another
/// model.
Result<void> take_origin(const EvidenceOptions& evidence, const std::optional<Model>& model, EnergyRun& energy);

}  // namespace muster
