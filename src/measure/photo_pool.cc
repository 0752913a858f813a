#include "measure/photo_pool.h"

#include <algorithm>

#include "base/machine.h"
#include "measure/classifier.h"

namespace muster {
namespace {

constexpr std::size_t kInFlight = 3;  // so that no worker waits for its next photo
constexpr int kMostCrashes = 3;

}  // namespace

PhotoPool::PhotoPool(PhotoTask task, std::size_t photos, const RunOptions& options, const Hooks& hooks)
    : task_(std::move(task)), options_(options), hooks_(hooks) {
  const auto wanted = static_cast<std::size_t>(options.jobs > 0 ? options.jobs : usable_cores());
  jobs_.resize(std::clamp<std::size_t>(photos, 1, wanted));
}

Result<void> PhotoPool::go() {
  while (!hooks_.stopped() && !cut_short_ && !disconnected_ && !task_.enough()) {
    std::vector<WorkerProcess*> workers;
    for (Job& job : jobs_) {
      MUSTER_CHECK_OK(feed(job));
      if (job.process) workers.push_back(job.process.get());
    }
    if (workers.empty()) return {};
    WorkerProcess::wait(workers, std::chrono::milliseconds(50), options_);
    for (Job& job : jobs_) MUSTER_CHECK_OK(listen(job));
  }
  return {};
}

std::optional<std::uint64_t> PhotoPool::next() {
  if (!again_.empty()) {
    const std::uint64_t photo = again_.front();
    again_.pop_front();
    return photo;
  }
  if (all_given_) return std::nullopt;
  const auto photo = task_.next();
  all_given_ = !photo;
  return photo;
}

/// Gives a job what it can carry; ends its process when nothing is left.
Result<void> PhotoPool::feed(Job& job) {
  while (job.in_flight.size() < kInFlight) {
    const auto photo = next();
    if (!photo) break;
    if (!job.process) {
      auto started = task_.start();
      if (!started) return tl::unexpected(started.error());
      job.process = std::move(*started);
    }
    if (job.in_flight.empty()) job.process->expect_answer();
    job.in_flight.push_back(*photo);
    task_.ask(*job.process, *photo);
  }
  if (job.in_flight.empty()) job.process.reset();
  return {};
}

Result<void> PhotoPool::listen(Job& job) {
  using Taken = PhotoTask::Taken;
  if (!job.process) return {};
  while (auto message = job.process->take()) {
    if (message->kind == "error") return broken(job, error_of(*message, *job.process));
    const auto first = job.in_flight.empty() ? std::nullopt : std::optional(job.in_flight.front());
    MUSTER_TRY(const Taken taken, task_.take(*message, first));
    if (taken == Taken::kOutOfTurn) return broken(job, {ErrorCode::kRuntime, "the worker answers out of turn"});
    if (taken == Taken::kBeside) continue;
    job.in_flight.pop_front();
    connections_without_answer_ = 0;
    proven_ = proven_ || taken == Taken::kProof;
  }
  if (!job.process->ended()) return {};
  const std::string log = job.process->log_tail();
  return broken(job, {ErrorCode::kRuntime,
                      "the model's process " + job.process->describe_end() + (log.empty() ? "" : ": " + log)});
}

/// The connection to a device was lost, which is no photo's fault: all go to a new worker, which connects anew.
Result<void> PhotoPool::lost(Job& job, const Error& error) {
  constexpr int kMostConnections = 3;
  if (++connections_without_answer_ >= kMostConnections) {
    if (!proven_) return tl::unexpected(error);
    disconnected_ = error;
  }
  again_.insert(again_.begin(), job.in_flight.begin(), job.in_flight.end());
  job.in_flight.clear();
  job.process.reset();
  return {};
}

/// A worker failed: blames the photo that it was at, and hands the others to a new worker.
Result<void> PhotoPool::broken(Job& job, const Error& error) {
  if (error.code == ErrorCode::kDisconnected) return lost(job, error);
  if (!proven_ && ++failures_before_proof_ >= 2) return tl::unexpected(error);
  if (!job.in_flight.empty() && proven_) {
    const std::uint64_t blamed = job.in_flight.front();
    job.in_flight.pop_front();
    MUSTER_CHECK_OK(task_.blame(blamed, error));
    if (++crashes_ >= kMostCrashes) cut_short_ = error;
  }
  again_.insert(again_.begin(), job.in_flight.begin(), job.in_flight.end());
  job.in_flight.clear();
  job.process.reset();
  return {};
}

}  // namespace muster
