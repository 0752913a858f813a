#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "measure/worker_process.h"
#include "muster/observe.h"

namespace muster {

/// What is asked of each photo, and what becomes of the answers.
struct PhotoTask {
  /// A worker that takes questions.
  std::function<Result<std::unique_ptr<WorkerProcess>>()> start;
  /// The next photo; nullopt: there is none left.
  std::function<std::optional<std::uint64_t>()> next;
  std::function<void(WorkerProcess& worker, std::uint64_t photo)> ask;

  enum class Taken {
    kBeside,    ///< no answer to a photo
    kAnswer,    ///< the photo's
    kProof,     ///< the photo's, and it shows that workers can do what is asked
    kOutOfTurn  ///< it answers another photo
  };
  /// Takes a message of the worker that was asked for `photo` first; nullopt: it was asked for none.
  std::function<Result<Taken>(const Message& message, std::optional<std::uint64_t> photo)> take;
  /// A photo at which a worker failed.
  std::function<Result<void>(std::uint64_t photo, const Error& error)> blame;
  /// Called between messages, about twenty times a second at least; true: no more is wanted.
  std::function<bool()> enough;
};

/// Asks workers for photos, one after another, three waiting with each so that none is ever idle. A worker that fails
/// costs the photo that it was at; the others go to a new worker.
class PhotoPool {
 public:
  /// As many workers as options.jobs says, or one a core, but not more than photos.
  PhotoPool(PhotoTask task, std::size_t photos, const RunOptions& options, const Hooks& hooks);

  /// Until all photos are answered, or enough, or the user stops it, or three workers failed (`cut_short`). Errors:
  /// that of the second worker that failed before any proof; those of the task.
  Result<void> go();

  /// Why the rest was given up; nullopt: it was not.
  [[nodiscard]] const std::optional<Error>& cut_short() const { return cut_short_; }

  /// Why the device could not be reached any more, after three new connections brought no answer; nullopt: it could.
  [[nodiscard]] const std::optional<Error>& disconnected() const { return disconnected_; }

 private:
  struct Job {
    std::unique_ptr<WorkerProcess> process;
    std::deque<std::uint64_t> in_flight;
  };
  Result<void> feed(Job& job);
  Result<void> listen(Job& job);
  Result<void> broken(Job& job, const Error& error);
  Result<void> lost(Job& job, const Error& error);
  std::optional<std::uint64_t> next();

  PhotoTask task_;
  const RunOptions& options_;
  const Hooks& hooks_;
  std::vector<Job> jobs_;
  std::deque<std::uint64_t> again_;  // photos of a worker that failed
  bool all_given_ = false, proven_ = false;
  int crashes_ = 0, failures_before_proof_ = 0;
  int connections_without_answer_ = 0;
  std::optional<Error> cut_short_, disconnected_;
};

}  // namespace muster
