#pragma once

#include <vector>

#include "measure/classifier.h"
#include "muster/error.h"
#include "muster/observe.h"
#include "muster/run.h"
#include "muster/stress.h"
#include "record/run_writer.h"

namespace muster {

/// Labelled photos that were answered, so many of them: of each class its share, and within it by the seed. They stand
/// in an order of the seed, so that those that were reached before a stop are a fair sample. 0: all.
std::vector<std::uint32_t> draw_photos(const Run& run, const StressOptions& options);

/// Classifies photos of an accuracy run that is done once more, degraded in every kind and severity, on all cores;
/// fills run.stress. A photo's answers depend on its file and the seed alone. A worker that fails costs one answer;
/// after three the rest stays pending, and an event tells why. With a `record` (which has the photos) every answer is
/// written as it comes. Errors: the model never gave an output. Memory: five bytes an answer.
Result<void> measure_stress(const Classifier& classifier, const StressOptions& stress, const RunOptions& options,
                            const Hooks& hooks, Run& run, RunWriter* record = nullptr);

}  // namespace muster
