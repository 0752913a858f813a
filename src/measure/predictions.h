#pragma once

#include <functional>
#include <memory>

#include "measure/classifier.h"
#include "muster/error.h"
#include "muster/observe.h"
#include "muster/run.h"
#include "record/run_writer.h"

namespace muster {

/// Photos in another order than the data set's, and when there are enough.
struct Sampling {
  std::uint64_t seed = 0;
  std::vector<std::uint32_t> order;               ///< all photos
  std::function<bool(std::size_t photo)> enough;  ///< called in that order with each photo that is answered
};

/// Every photo once, in an order that the seed decides.
std::vector<std::uint32_t> random_order(std::size_t photos, std::uint64_t seed);

/// Answers of an earlier run of the same model on the same device, which was interrupted.
struct EarlierAnswers {
  Run run;
  std::unique_ptr<Database> database;  ///< its file, for the whole outputs
};

/// The accuracy run: classifies every photo of run.dataset on all cores and fills run.predictions, run.events and
/// run.data_sha256. One worker process a job decodes and infers, one photo after another, so that a photo or model
/// that crashes costs that photo; after three crashes the run is cut short and the rest stays pending.
/// With a `record`, every answer and whole output is written to it as it comes, from the first output on; without any,
/// nothing is.
/// With `sampling` photos are taken in its order until they are enough; answers that came later are dropped, and
/// run.decision tells which counted. With `earlier`, photos that it has answered are not asked again. Errors: the model
/// never gave an output (what the runtime said). Memory: run.predictions only.
Result<void> measure_predictions(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run,
                                 RunWriter* record = nullptr, const Sampling* sampling = nullptr,
                                 const EarlierAnswers* earlier = nullptr);

/// What can be said only once all answers are in: the digest of the data, one output as two classes, copies left out.
/// Returns which of the photos are gone, as leave_out_copies does.
std::vector<bool> settle_predictions(Run& run);

/// SHA-256 of the photos' (file SHA-256, class as four little-endian bytes), sorted; "" if a file was not read.
std::string data_digest(const Run& run);

}  // namespace muster
