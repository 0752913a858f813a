#include "measure/each_preparation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "measure/photo_pool.h"

namespace muster {
namespace {

constexpr std::size_t kMostEvents = 5;

/// One round while it goes on.
class RoundRun {
 public:
  RoundRun(const Classifier& classifier, const Dataset& dataset, const PreparationRound& round,
           const RunOptions& options, const Hooks& hooks, const std::function<void(std::uint64_t)>& tell,
           PreparedAnswers& into)
      : classifier_(classifier),
        dataset_(dataset),
        round_(round),
        options_(options),
        hooks_(hooks),
        tell_(tell),
        into_(into) {
    for (const std::uint32_t i : round.preparations) asked_.push_back(round.all[i]);
  }

  Result<void> go() {
    PhotoPool pool(task(), round_.photos.size(), options_, hooks_);
    MUSTER_CHECK_OK(pool.go());
    if (pool.cut_short())
      return fail(ErrorCode::kRuntime,
                  "three photos ended the process that runs the model; the last: " + pool.cut_short()->message);
    into_.interrupted = into_.interrupted || hooks_.stopped();
    return {};
  }

 private:
  PhotoTask task() {
    PhotoTask task;
    task.start = [&] { return start_worker(classifier_, 1, options_); };
    task.next = [&]() -> std::optional<std::uint64_t> {
      return next_ < round_.photos.size() ? std::optional<std::uint64_t>(round_.photos[next_++]) : std::nullopt;
    };
    task.ask = [&](WorkerProcess& worker, std::uint64_t photo) {
      worker.send("predict_each", PredictEachRequest{photo, dataset_.file(photo).string(), asked_});
    };
    task.take = [&](const Message& message, std::optional<std::uint64_t> photo) { return take(message, photo); };
    task.blame = [&](std::uint64_t photo, const Error& error) -> Result<void> {
      leave_out(photo, PhotoState::kFailed, error.message);
      return {};
    };
    task.enough = [&] {
      tell_(into_.inferences);
      return false;
    };
    return task;
  }

  Result<PhotoTask::Taken> take(const Message& message, std::optional<std::uint64_t> photo) {
    using Taken = PhotoTask::Taken;
    if (message.kind == "opened") return Taken::kBeside;
    const auto reply = decode<PredictEachReply>(message);
    if (!reply || !photo || *photo != reply->answer.sample || reply->preparation >= asked_.size())
      return Taken::kOutOfTurn;
    const PredictReply& answer = reply->answer;
    const bool first = reply->preparation == 0, last = reply->preparation + 1 == asked_.size();
    if (first && answer.digest.size() == into_.digests[*photo].size())
      std::memcpy(into_.digests[*photo].data(), answer.digest.data(), answer.digest.size());
    if (first && state_of(answer) == PhotoState::kUnreadable) {
      leave_out(*photo, PhotoState::kUnreadable, answer.message);
      return Taken::kAnswer;
    }
    put(round_.preparations[reply->preparation], *photo, answer);
    if (first && state_of(answer) == PhotoState::kScored) into_.range.include(answer.low, answer.high, answer.sum);
    return last ? Taken::kProof : Taken::kBeside;
  }

  void put(std::uint32_t preparation, std::uint64_t photo, const PredictReply& answer) {
    TopAnswers& column = into_.answers[preparation];
    column.states[photo] = state_of(answer);
    if (column.states[photo] == PhotoState::kScored && !is_class(answer.best[0]))
      column.states[photo] = PhotoState::kFailed;
    column.best[photo] = answer.best[0];
    column.scores[photo] = answer.scores[0];
    ++into_.inferences;
  }

  /// Whether the model has that class; a worker is not trusted.
  [[nodiscard]] bool is_class(std::int64_t best) const {
    const std::int64_t output = output_of_class(best, classifier_.setup.background);
    return output >= 0 && output < static_cast<std::int64_t>(element_count(classifier_.setup.output));
  }

  void leave_out(std::uint64_t photo, PhotoState state, const std::string& why) {
    for (const std::uint32_t preparation : round_.preparations) into_.answers[preparation].states[photo] = state;
    into_.inferences += round_.preparations.size();
    if (into_.events.size() < kMostEvents)
      into_.events.push_back(fmt::format("{}: {}", printable(dataset_.paths[photo]), why));
  }

  const Classifier& classifier_;
  const Dataset& dataset_;
  const PreparationRound& round_;
  const RunOptions& options_;
  const Hooks& hooks_;
  const std::function<void(std::uint64_t)>& tell_;
  PreparedAnswers& into_;
  std::vector<Preprocessing> asked_;
  std::size_t next_ = 0;
};

}  // namespace

Result<void> predict_each(const Classifier& classifier, const Dataset& dataset, const PreparationRound& round,
                          const RunOptions& options, const Hooks& hooks, const std::function<void(std::uint64_t)>& tell,
                          PreparedAnswers& into) {
  return RoundRun(classifier, dataset, round, options, hooks, tell, into).go();
}

}  // namespace muster
