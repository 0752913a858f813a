#pragma once

#include <filesystem>

#include "measure/classifier.h"
#include "muster/error.h"
#include "muster/observe.h"
#include "muster/run.h"
#include "record/run_writer.h"

namespace muster {

/// The latency run: options.timing_runs fresh processes one after another, each alone: load, first inference, warm-up,
/// steady single-stream runs on one real photo (`photo` empty: seeded noise). Adds to run.latency_runs. A worker that
/// ends early leaves the samples it had, and its RunEnd. Each run is written to `record`, where there is one, when it
/// ends. Errors: the model never gave an output.
Result<void> measure_latency(const Classifier& classifier, const std::filesystem::path& photo,
                             const RunOptions& options, const Hooks& hooks, Run& run, RunWriter* record = nullptr);

/// One more run, of options.sustained, marked as such: drift, throttling and the device's states are to be seen in it.
Result<void> measure_sustained(const Classifier& classifier, const std::filesystem::path& photo,
                               const RunOptions& options, const Hooks& hooks, Run& run);

/// One more run with `threads`, of at least three steady inferences: what rule 2 of a host's latency asks for.
Result<void> measure_latency_threads(const Classifier& classifier, const std::filesystem::path& photo, int threads,
                                     const RunOptions& options, const Hooks& hooks, Run& run);

/// Times decoding, resizing and encoding of at most 32 photos, for at most a second, alone; fills preprocess_times.
Result<void> measure_preprocessing(const Classifier& classifier, const RunOptions& options, const Hooks& hooks,
                                   Run& run);

}  // namespace muster
