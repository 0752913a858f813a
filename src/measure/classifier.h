#pragma once

#include <memory>
#include <string>
#include <vector>

#include "measure/find_worker.h"
#include "measure/worker_process.h"
#include "muster/error.h"
#include "muster/model.h"
#include "muster/observe.h"

namespace muster {

/// Everything that a worker must be told to run one model on photos.
struct Classifier {
  Model model;
  SetupRequest setup;
  bool takes_photos = true;         ///< false: not an image model; timed on noise, never asked for a class
  std::vector<std::string> link{};  ///< a command that speaks with the probe of a device; empty: it runs here
  std::string remote_model{};       ///< its path on the device
};

/// The classifier that `model` is when its photos are prepared so; dynamic dimensions count as 1.
Classifier classifier_of(const Model& model, const Preprocessing& preprocessing);

/// Where figures of running the model on this machine come from: Core ML models run here translated.
Origin origin_here(const Model& model, const Machine& machine);

/// Takes in where a worker said that the model runs. Returns the origin of what it measures: a device's, unless that is
/// emulated.
Origin note_where(const OpenReply& opened, const Classifier& classifier, Run& run);

/// A worker that has opened the model, and what it said of it.
struct OpenWorker {
  std::unique_ptr<WorkerProcess> process;
  OpenReply opened;
};

/// A worker that was sent the open and setup requests; the replies come later. Errors: it cannot be started.
Result<std::unique_ptr<WorkerProcess>> start_worker(const Classifier& classifier, int threads,
                                                    const RunOptions& options);

/// What came of the photo; a number that is no state is a failure, for a worker is not trusted.
PhotoState state_of(const PredictReply& reply);

/// Starts a worker and waits until the model is open. Errors: what the runtime said, with its log; a crash,
/// a timeout or too much memory; kRuntime "stopped" when the user stopped it.
Result<OpenWorker> open_worker(const Classifier& classifier, int threads, const RunOptions& options,
                               const Hooks& hooks);

/// The next message of one worker, waiting for it. Errors: as open_worker's.
Result<Message> next_message(WorkerProcess& worker, const RunOptions& options, const Hooks& hooks);

/// The tensor of one photo and all scores of it, from a worker that has opened a model. Errors: as open_worker's, and a
/// photo that cannot be decoded.
Result<ExamineReply> examine_photo(WorkerProcess& worker, const std::filesystem::path& photo, const RunOptions& options,
                                   const Hooks& hooks);

/// The error that an "error" message carries, with the end of the worker's log.
Error error_of(const Message& message, const WorkerProcess& worker);

}  // namespace muster
