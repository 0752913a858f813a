#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string_view>

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

/// Takes in a worker's replies to "time", until the last; `heard` (may be empty) is called with each. Errors: as
/// next_message's; what came before is in `timing`.
Result<void> collect_times(WorkerProcess& worker, const RunOptions& options, const Hooks& hooks, LatencyRun& timing,
                           const std::function<void()>& heard = {});

/// Reports how many seconds of a phase of that length have gone since `start`.
void report_seconds(const Hooks& hooks, std::string_view phase, std::chrono::steady_clock::time_point start,
                    std::chrono::seconds length);

/// Times decoding, resizing and encoding of at most 32 photos, for at most a second, alone; fills preprocess_times.
Result<void> measure_preprocessing(const Classifier& classifier, const RunOptions& options, const Hooks& hooks,
                                   Run& run);

}  // namespace muster
