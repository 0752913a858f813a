#pragma once

#include "measure/classifier.h"
#include "muster/error.h"
#include "muster/observe.h"
#include "muster/run.h"
#include "record/run_writer.h"

namespace muster {

/// The accuracy run: classifies every photo of run.dataset on all cores and fills run.predictions, run.events and
/// run.data_sha256. One worker process a job decodes and infers, one photo after another, so that a photo or model
/// that crashes costs that photo; after three crashes the run is cut short and the rest stays pending.
/// With a `record` (which has the photos already) every answer and whole output is written to it as it comes.
/// Errors: the model never gave an output (what the runtime said). Memory: run.predictions only.
Result<void> measure_predictions(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run,
                                 RunWriter* record = nullptr);

/// What can be said only once all answers are in: the digest of the data, one output as two classes, copies left out.
/// Returns which of the photos are gone, as leave_out_copies does.
std::vector<bool> settle_predictions(Run& run);

/// SHA-256 of the photos' (file SHA-256, class as four little-endian bytes), sorted; "" if a file was not read.
std::string data_digest(const Run& run);

}  // namespace muster
