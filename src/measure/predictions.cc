#include "measure/predictions.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <cstring>
#include <deque>
#include <numeric>

#include "base/sha256.h"
#include "base/text.h"
#include "measure/copies.h"
#include "measure/machine.h"
#include "measure/score_kind.h"

namespace muster {
namespace {

constexpr std::size_t kInFlight = 3;  // so that no worker waits for its next photo
constexpr int kMostCrashes = 3;
constexpr std::size_t kMostEvents = 1000;
constexpr std::uint64_t kExamples = 5;  // of what may be true of every photo

struct Job {
  std::unique_ptr<WorkerProcess> process;
  std::deque<std::uint64_t> in_flight;
};

/// The accuracy run while it goes on.
class PredictionRun {
 public:
  PredictionRun(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run,
                RunWriter* record, const Sampling* sampling)
      : classifier_(classifier), options_(options), hooks_(hooks), run_(run), record_(record), sampling_(sampling) {
    classifier_.setup.keep_outputs = record != nullptr;
    const std::size_t photos = run.dataset.size();
    run.predictions.states.assign(photos, PhotoState::kPending);
    run.predictions.best.resize(photos);
    run.predictions.scores.resize(photos);
    run.predictions.digests.resize(photos);
    run.predictions.softmax.resize(photos);
    const int wanted = options.jobs > 0 ? options.jobs : usable_cores();
    jobs_.resize(std::min<std::size_t>(static_cast<std::size_t>(wanted), std::max<std::size_t>(photos, 1)));
  }

  Result<void> go() {
    while (done_ < run_.dataset.size() && !hooks_.stopped() && !cut_short_ && !enough_) {
      std::vector<WorkerProcess*> workers;
      for (Job& job : jobs_) {
        MUSTER_CHECK_OK(feed(job));
        if (job.process) workers.push_back(job.process.get());
      }
      WorkerProcess::wait(workers, std::chrono::milliseconds(50), options_);
      for (Job& job : jobs_) MUSTER_CHECK_OK(listen(job));
      hooks_.report("photos", done_, run_.dataset.size());
    }
    run_.interrupted = run_.interrupted || (hooks_.stopped() && done_ < run_.dataset.size());
    const ScoreKind kind = range_.kind(options_.scores, classifier_.setup.output);
    run_.predictions.score_kind = kind.name;
    run_.predictions.score_kind_detected = kind.detected;
    return {};
  }

  /// However the run ended: leaves the photos that were taken in order.
  void drop_what_came_later() {
    if (sampling_ == nullptr) return;
    const auto& order = sampling_->order;
    Predictions& predictions = run_.predictions;
    for (std::size_t i = taken_; i < order.size(); ++i) {
      predictions.states[order[i]] = PhotoState::kPending;
      predictions.digests[order[i]] = {};
    }
    run_.decision = EarlyDecision{sampling_->seed,
                                  {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(taken_)},
                                  enough_ ? order.size() - taken_ : 0};
  }

 private:
  /// Gives a job what it can carry; ends its process when nothing is left.
  Result<void> feed(Job& job) {
    const bool work = !again_.empty() || next_ < run_.dataset.size();
    if (!work && job.in_flight.empty()) job.process.reset();
    if (!work) return {};
    if (!job.process) {
      MUSTER_TRY(job.process, WorkerProcess::start(options_, worker_program(classifier_.model.format)));
      introduce(*job.process, classifier_, 1, options_);
    }
    while (job.in_flight.size() < kInFlight && (!again_.empty() || next_ < run_.dataset.size())) {
      const std::uint64_t sample = again_.empty() ? next_sample() : again_.front();
      if (!again_.empty()) again_.pop_front();
      if (job.in_flight.empty()) job.process->expect_answer();
      job.in_flight.push_back(sample);
      job.process->send("predict", PredictRequest{sample, run_.dataset.file(sample).string()});
    }
    return {};
  }

  std::uint64_t next_sample() {
    const std::uint64_t place = next_++;
    return sampling_ == nullptr ? place : sampling_->order[place];
  }

  /// Takes the answers in the order of the sampling, however the workers' came in.
  void take_in_order() {
    if (sampling_ == nullptr) return;
    const auto& states = run_.predictions.states;
    while (!enough_ && taken_ < sampling_->order.size() && states[sampling_->order[taken_]] != PhotoState::kPending)
      enough_ = sampling_->enough(sampling_->order[taken_++]);
  }

  Result<void> listen(Job& job) {
    if (!job.process) return {};
    while (auto message = job.process->take()) {
      if (message->kind == "error") return broken(job, error_of(*message, *job.process));
      if (message->kind == "opened") {
        if (const auto opened = decode<OpenReply>(*message)) run_.machine.runtime = opened->runtime;
        continue;
      }
      const auto reply = decode<PredictReply>(*message);
      if (!reply || job.in_flight.empty() || reply->sample != job.in_flight.front())
        return broken(job, {ErrorCode::kRuntime, "the worker answers out of turn"});
      job.in_flight.pop_front();
      MUSTER_CHECK_OK(record(*reply));
    }
    if (!job.process->ended()) return {};
    const std::string log = job.process->log_tail();
    return broken(job, {ErrorCode::kRuntime,
                        "the model's process " + job.process->describe_end() + (log.empty() ? "" : ": " + log)});
  }

  Result<void> record(const PredictReply& reply) {
    const std::size_t i = reply.sample;
    Predictions& predictions = run_.predictions;
    const bool known = reply.state > 0 && reply.state <= static_cast<int>(PhotoState::kFailed);
    predictions.states[i] = known ? static_cast<PhotoState>(reply.state) : PhotoState::kFailed;
    predictions.best[i] = reply.best;
    predictions.scores[i] = reply.scores;
    predictions.softmax[i] = reply.softmax;
    if (reply.digest.size() == predictions.digests[i].size())
      std::memcpy(predictions.digests[i].data(), reply.digest.data(), reply.digest.size());
    ++done_;
    if (predictions.states[i] == PhotoState::kScored) range_.include(reply.low, reply.high, reply.sum);
    if (reply.other_colours && run_.other_colours_photos++ < kExamples)
      tell("colour-profile", i, "has a colour profile that is not sRGB's");
    if (predictions.states[i] == PhotoState::kUnreadable) tell("unreadable-photos", i, reply.message);
    if (predictions.states[i] == PhotoState::kNotANumber) tell("not-a-number", i, "an output is NaN");
    any_output_ = any_output_ || predictions.states[i] != PhotoState::kUnreadable;
    take_in_order();
    if (record_ == nullptr) return {};
    const bool whole = reply.output.bytes.size() == byte_count(classifier_.setup.output);
    return record_->put_answer(run_, i, whole ? std::as_bytes(std::span(reply.output.bytes)) : std::span<std::byte>());
  }

  /// A worker failed: blames the photo that it was at, and hands the others to a new worker.
  Result<void> broken(Job& job, const Error& error) {
    if (!any_output_ && ++failures_before_output_ >= 2) return tl::unexpected(error);
    if (!job.in_flight.empty() && any_output_) {
      const std::uint64_t blamed = job.in_flight.front();
      job.in_flight.pop_front();
      run_.predictions.states[blamed] = PhotoState::kFailed;
      ++done_;
      take_in_order();
      tell("worker-crash", blamed, error.message);
      if (record_ != nullptr) MUSTER_CHECK_OK(record_->put_answer(run_, blamed, {}));
      cut_short_ = ++crashes_ >= kMostCrashes;
    }
    again_.insert(again_.begin(), job.in_flight.begin(), job.in_flight.end());
    job.in_flight.clear();
    job.process.reset();
    if (cut_short_)
      tell("run-cut-short", run_.dataset.size(), fmt::format("{} crashes; the last: {}", crashes_, error.message));
    return {};
  }

  void tell(std::string_view check, std::size_t sample, const std::string& message) {
    ++run_.event_count;
    if (run_.events.size() >= kMostEvents) return;
    const std::string subject =
        sample < run_.dataset.size() ? std::string(run_.dataset.paths[sample]) : run_.model->path.string();
    run_.events.push_back({std::string(check), subject, message});
  }

  Classifier classifier_;
  const RunOptions& options_;
  const Hooks& hooks_;
  Run& run_;
  RunWriter* record_;
  const Sampling* sampling_;
  std::size_t taken_ = 0;  // of the sampling's order
  bool enough_ = false;
  std::vector<Job> jobs_;
  std::deque<std::uint64_t> again_;  // photos of a worker that died
  std::uint64_t next_ = 0, done_ = 0;
  int crashes_ = 0, failures_before_output_ = 0;
  bool any_output_ = false, cut_short_ = false;
  ScoreRange range_;
};

}  // namespace

Result<void> measure_predictions(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run,
                                 RunWriter* record, const Sampling* sampling) {
  if (classifier.model.format == "coreml") run.predictions.origin = Origin::kTranslated;
  run.predictions.output = classifier.setup.output;
  if (sampling != nullptr) run.decision = EarlyDecision{sampling->seed, sampling->order, 0};
  if (record != nullptr) {
    MUSTER_CHECK_OK(record->put_photos(run));
    MUSTER_CHECK_OK(record->put_documents(run));
  }
  PredictionRun predictions(classifier, options, hooks, run, record, sampling);
  const auto ended = predictions.go();
  predictions.drop_what_came_later();
  MUSTER_CHECK_OK(ended);
  const std::vector<bool> removed = settle_predictions(run);
  if (record == nullptr) return {};
  MUSTER_CHECK_OK(record->settle_answers(run, removed));
  return record->put_documents(run);
}

std::vector<std::uint32_t> random_order(std::size_t photos, std::uint64_t seed) {
  std::vector<std::uint32_t> order(photos);
  std::iota(order.begin(), order.end(), 0U);
  boost::random::mt19937_64 generator(seed);
  for (std::size_t i = photos; i > 1; --i)
    std::swap(order[i - 1], order[boost::random::uniform_int_distribution<std::size_t>(0, i - 1)(generator)]);
  return order;
}

std::vector<bool> settle_predictions(Run& run) {
  if (run.predictions.output && element_count(*run.predictions.output) == 1) split_single_output(run.predictions);
  run.data_sha256 = data_digest(run);
  return leave_out_copies(run);
}

std::string data_digest(const Run& run) {
  const auto& digests = run.predictions.digests;
  const auto& classes = run.dataset.classes;
  const Sha256Digest unread{};
  if (digests.empty() || std::ranges::find(digests, unread) != digests.end()) return "";
  std::vector<std::uint32_t> order(digests.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return digests[a] != digests[b] ? digests[a] < digests[b] : classes[a] < classes[b];
  });
  Sha256 hash;
  for (const std::uint32_t i : order) {
    hash.update(digests[i]);
    std::array<std::byte, 4> label{};
    for (unsigned k = 0; k < label.size(); ++k) label[k] = static_cast<std::byte>(classes[i] >> (8 * k) & 0xFFU);
    hash.update(label);
  }
  return to_hex(hash.finish());
}

}  // namespace muster
