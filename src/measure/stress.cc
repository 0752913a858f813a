#include "measure/stress.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/mixed.h"
#include "base/photo_states.h"
#include "measure/photo_pool.h"
#include "measure/score_kind.h"
#include "stress/degradation.h"

namespace muster {
namespace {

constexpr std::size_t kMostEvents = 1000;
constexpr std::string_view kCheck = "partial-stress";

/// The degraded photos while they are classified; every answer is one question to the pool.
class StressRun {
 public:
  StressRun(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run, RunWriter* record)
      : classifier_(classifier), options_(options), hooks_(hooks), run_(run), stress_(*run.stress), record_(record) {
    classifier_.setup.keep_outputs = false;
  }

  Result<void> go() {
    PhotoPool pool(task(), stress_.states.size(), options_, hooks_);
    MUSTER_CHECK_OK(pool.go());
    if (pool.cut_short())
      tell(run_.model->path.string(), "given up after three failures; the last: " + pool.cut_short()->message);
    return {};
  }

 private:
  PhotoTask task() {
    PhotoTask task;
    task.start = [&] { return start_worker(classifier_, 1, options_); };
    task.next = [&] { return next_ < stress_.states.size() ? std::optional(next_++) : std::nullopt; };
    task.ask = [&](WorkerProcess& worker, std::uint64_t answer) {
      worker.send("classify_degraded", request_of(answer));
    };
    task.take = [&](const Message& message, std::optional<std::uint64_t> answer) { return take(message, answer); };
    task.blame = [&](std::uint64_t answer, const Error& error) -> Result<void> {
      const DegradedRequest request = request_of(answer);
      tell(fmt::format("{} ({} {})", request.path, request.kind, request.severity), error.message);
      return record(answer, PhotoState::kFailed, kAbsent);
    };
    task.enough = [&] {
      hooks_.report("stress", done_, stress_.states.size());
      return false;
    };
    return task;
  }

  [[nodiscard]] DegradedRequest request_of(std::uint64_t answer) const {
    const std::size_t photo = stress_.photos[answer / stress_.width()], within = answer % stress_.width();
    return {answer, run_.dataset.file(photo).string(), stress_.kinds[within / kSeverities],
            static_cast<int>(within % kSeverities) + 1, stress_.seed};
  }

  Result<PhotoTask::Taken> take(const Message& message, std::optional<std::uint64_t> answer) {
    using Taken = PhotoTask::Taken;
    if (message.kind == "opened") return Taken::kBeside;
    const auto reply = decode<PredictReply>(message);
    if (!reply || answer != reply->sample) return Taken::kOutOfTurn;
    const PhotoState state = state_of(*reply);
    if (state == PhotoState::kUnreadable) tell(request_of(*answer).path, reply->message);
    MUSTER_CHECK_OK(record(*answer, state, state == PhotoState::kScored ? top_class(*reply) : kAbsent));
    return state == PhotoState::kUnreadable ? Taken::kAnswer : Taken::kProof;
  }

  /// As settle_predictions leaves it: a single output is two classes.
  [[nodiscard]] std::int32_t top_class(const PredictReply& reply) const {
    if (element_count(classifier_.setup.output) != 1) return reply.best[0];
    Predictions one;
    one.states = {PhotoState::kScored};
    one.best = {reply.best}, one.scores = {reply.scores};
    one.score_kind = run_.predictions.score_kind;
    split_single_output(one);
    return one.best[0][0];
  }

  Result<void> record(std::uint64_t answer, PhotoState state, std::int32_t top1) {
    stress_.states[answer] = state;
    stress_.top1[answer] = top1;
    ++done_;
    return record_ == nullptr ? Result<void>() : record_->put_stress_answer(stress_, answer);
  }

  void tell(const std::string& subject, const std::string& message) {
    ++run_.event_count;
    if (run_.events.size() < kMostEvents) run_.events.push_back({std::string(kCheck), subject, message});
  }

  Classifier classifier_;
  const RunOptions& options_;
  const Hooks& hooks_;
  Run& run_;
  StressAnswers& stress_;
  RunWriter* record_;
  std::uint64_t next_ = 0, done_ = 0;
};

/// Labelled photos that were answered.
std::vector<std::uint32_t> answered_photos(const Run& run) {
  std::vector<std::uint32_t> photos;
  for (std::uint32_t i = 0; i < run.predictions.states.size(); ++i) {
    if (is_answered(run.predictions.states[i]) && run.dataset.classes[i] != kNoClass) photos.push_back(i);
  }
  return photos;
}

}  // namespace

std::vector<std::uint32_t> draw_photos(const Run& run, const StressOptions& options) {
  std::vector<std::uint32_t> photos = answered_photos(run);
  const auto chance = [&](std::uint32_t photo) {
    return mixed(mixed(photo_key(run.predictions.digests[photo])) + options.seed);
  };
  std::ranges::sort(photos, {},
                    [&](std::uint32_t photo) { return std::tuple(run.dataset.classes[photo], chance(photo), photo); });
  const std::uint64_t all = photos.size(), wanted = options.photos == 0 ? all : std::min(all, options.photos);
  std::vector<std::uint32_t> drawn;
  for (std::uint64_t i = 0; i < wanted; ++i) drawn.push_back(photos[(2 * i + 1) * all / (2 * wanted)]);
  std::ranges::sort(drawn, {}, [&](std::uint32_t photo) { return std::tuple(mixed(chance(photo)), photo); });
  return drawn;
}

Result<void> measure_stress(const Classifier& classifier, const StressOptions& stress, const RunOptions& options,
                            const Hooks& hooks, Run& run, RunWriter* record) {
  StressAnswers& answers = run.stress.emplace();
  answers.seed = stress.seed;
  answers.drawn_from = answered_photos(run).size();
  answers.photos = draw_photos(run, stress);
  for (const Degradation* degradation : all_degradations()) answers.kinds.emplace_back(degradation->id);
  answers.states.assign(answers.photos.size() * answers.width(), PhotoState::kPending);
  answers.top1.assign(answers.states.size(), kAbsent);
  if (answers.photos.empty()) return {};
  if (record != nullptr) MUSTER_CHECK_OK(record->put_documents(run));
  return StressRun(classifier, options, hooks, run, record).go();
}

}  // namespace muster
