#include "measure/predictions.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <cstring>
#include <map>
#include <numeric>

#include "base/dequantize.h"
#include "base/file.h"
#include "base/photo_states.h"
#include "base/sha256.h"
#include "base/text.h"
#include "image/decode.h"
#include "measure/copies.h"
#include "measure/photo_pool.h"
#include "measure/score_kind.h"
#include "record/read_run.h"
#include "worker/scores.h"

namespace muster {
namespace {

constexpr std::size_t kMostEvents = 1000;
constexpr std::uint64_t kExamples = 5;  // of what may be true of every photo

/// The accuracy run while it goes on.
class PredictionRun {
 public:
  PredictionRun(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run,
                RunWriter* record, const Sampling* sampling, const EarlierAnswers* earlier)
      : classifier_(classifier),
        options_(options),
        hooks_(hooks),
        run_(run),
        record_(record),
        sampling_(sampling),
        earlier_(earlier) {
    classifier_.setup.keep_outputs = record != nullptr;
    const std::size_t photos = run.dataset.size();
    run.predictions.states.assign(photos, PhotoState::kPending);
    run.predictions.best.resize(photos);
    run.predictions.scores.resize(photos);
    run.predictions.digests.resize(photos);
    run.predictions.softmax.resize(photos);
    run.predictions.above_lowest.assign(photos, kBest);
  }

  Result<void> go() {
    const std::size_t photos = run_.dataset.size();
    if (earlier_ != nullptr && record_ != nullptr) MUSTER_CHECK_OK(take_earlier());
    PhotoPool pool(task(), photos, options_, hooks_);
    MUSTER_CHECK_OK(pool.go());
    if (refused_) return tl::unexpected(*refused_);
    if (pool.disconnected()) {
      run_.interrupted = true;
      tell("device-lost", photos,
           fmt::format("{}; {} of {} photos were answered", pool.disconnected()->message, done_, photos));
    }
    if (pool.cut_short()) {
      const auto crashes = std::ranges::count(run_.predictions.states, PhotoState::kFailed);
      tell("run-cut-short", photos, fmt::format("{} crashes; the last: {}", crashes, pool.cut_short()->message));
    }
    run_.interrupted = run_.interrupted || (hooks_.stopped() && done_ < photos);
    const ScoreKind kind = range_.kind(options_.scores, classifier_.setup.output, classifier_.model.output_activation);
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
  PhotoTask task() {
    PhotoTask task;
    task.start = [&] { return start_worker(classifier_, 1, options_); };
    task.next = [&] { return next_photo(); };
    task.ask = [&](WorkerProcess& worker, std::uint64_t photo) {
      worker.send("predict", PredictRequest{photo, run_.dataset.file(photo).string()});
    };
    task.take = [&](const Message& message, std::optional<std::uint64_t> photo) { return take(message, photo); };
    task.blame = [&](std::uint64_t photo, const Error& error) { return blame(photo, error); };
    task.enough = [&] {
      hooks_.report("photos", done_, run_.dataset.size());
      return enough_ || refused_.has_value();
    };
    return task;
  }

  std::optional<std::uint64_t> next_photo() {
    while (next_ < run_.dataset.size()) {
      const std::uint64_t place = next_++, photo = sampling_ == nullptr ? place : sampling_->order[place];
      if (run_.predictions.states[photo] == PhotoState::kPending) return photo;
    }
    return std::nullopt;
  }

  /// What was answered before the interruption, photo by photo: the same file of the same class.
  Result<void> take_earlier() {
    const Run& before = earlier_->run;
    run_.clipped_inputs = before.clipped_inputs;
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < run_.dataset.size(); ++i) places.emplace(run_.dataset.paths[i], i);
    return for_each_output(
        *earlier_->database, before, [&](std::size_t k, std::span<const std::byte> output) -> Result<void> {
          const auto place = places.find(before.dataset.paths[k]);
          if (place == places.end() || before.dataset.classes[k] != run_.dataset.classes[place->second]) return {};
          const auto file = read_file(run_.dataset.file(place->second), kLargestPhoto);
          if (!file || sha256(*file) != before.predictions.digests[k]) return {};  // another photo by now
          MUSTER_TRY(const std::vector<float> scores, dequantize(classifier_.setup.output, output));
          PredictReply reply;
          reply.sample = place->second;
          reply.state = static_cast<int>(before.predictions.states[k]);
          reply.best = before.predictions.best[k];
          reply.scores = before.predictions.scores[k];
          reply.softmax = before.predictions.softmax.empty() ? 0 : before.predictions.softmax[k];
          const auto [low, high] = std::ranges::minmax(scores);
          reply.above_lowest = count_above_lowest(reply.scores, low, scores.size());
          reply.low = low, reply.high = high, reply.sum = std::accumulate(scores.begin(), scores.end(), 0.0F);
          const auto* bytes = reinterpret_cast<const std::uint8_t*>(output.data());
          reply.output.bytes.assign(bytes, bytes + output.size());
          for (const std::byte byte : before.predictions.digests[k])
            reply.digest.push_back(static_cast<std::uint8_t>(byte));
          return record(reply);
        });
  }

  /// Takes the answers in the order of the sampling, however the workers' came in.
  void take_in_order() {
    if (sampling_ == nullptr) return;
    const auto& states = run_.predictions.states;
    while (!enough_ && taken_ < sampling_->order.size() && states[sampling_->order[taken_]] != PhotoState::kPending)
      enough_ = sampling_->enough(sampling_->order[taken_++]);
  }

  Result<PhotoTask::Taken> take(const Message& message, std::optional<std::uint64_t> photo) {
    using Taken = PhotoTask::Taken;
    if (message.kind == "opened") {
      if (const auto opened = decode<OpenReply>(message)) note_opened(*opened);
      return Taken::kBeside;
    }
    const auto reply = decode<PredictReply>(message);
    if (!reply || photo != reply->sample) return Taken::kOutOfTurn;
    MUSTER_CHECK_OK(record(*reply));
    return run_.predictions.states[*photo] == PhotoState::kUnreadable ? Taken::kAnswer : Taken::kProof;
  }

  void note_opened(const OpenReply& opened) {
    const Origin origin = note_where(opened, classifier_, run_);
    if (!opened.elsewhere) return;
    if (earlier_ != nullptr) {
      const Device& before = earlier_->run.predictions.device;
      const Device& now = opened.elsewhere->device;
      if (before.name != now.name || before.os != now.os || before.runtime != now.runtime)
        refused_ = Error{ErrorCode::kInvalidArgument,
                         fmt::format("the Run to go on with is of the {} ({}), and this is the {} ({}); name another "
                                     "file, or remove it",
                                     printable(before.name, 60), printable(before.os, 60), printable(now.name, 60),
                                     printable(now.os, 60))};
    }
    run_.predictions.origin = origin;
    run_.predictions.device = opened.elsewhere->device;
    run_.predictions.model_proof = ModelProof::kDigest;
  }

  Result<void> record(const PredictReply& reply) {
    const std::size_t i = reply.sample;
    Predictions& predictions = run_.predictions;
    predictions.states[i] = state_of(reply);
    predictions.best[i] = reply.best;
    predictions.scores[i] = reply.scores;
    predictions.softmax[i] = reply.softmax;
    predictions.above_lowest[i] = static_cast<std::uint8_t>(std::clamp<int>(reply.above_lowest, 0, kBest));
    note_clipping(reply.clipped_share, i);
    if (reply.digest.size() == predictions.digests[i].size())
      std::memcpy(predictions.digests[i].data(), reply.digest.data(), reply.digest.size());
    ++done_;
    if (predictions.states[i] == PhotoState::kScored) include(reply);
    if (reply.other_colours && run_.other_colours_photos++ < kExamples)
      tell("colour-profile", i, "has a colour profile that is not sRGB's");
    if (predictions.states[i] == PhotoState::kUnreadable) tell("unreadable-photos", i, reply.message);
    if (predictions.states[i] == PhotoState::kNotANumber) tell("not-a-number", i, "an output is NaN");
    take_in_order();
    if (is_answered(predictions.states[i])) any_output_ = true;
    if (record_ == nullptr || !any_output_) return {};
    if (!record_->has_begun()) {
      MUSTER_CHECK_OK(record_->put_photos(run_));
      MUSTER_CHECK_OK(record_->put_documents(run_));
    }
    const bool whole = reply.output.bytes.size() == byte_count(classifier_.setup.output);
    return record_->put_answer(run_, i, whole ? std::as_bytes(std::span(reply.output.bytes)) : std::span<std::byte>());
  }

  /// A kind that is stated and cannot be that of the scores makes every figure of them wrong.
  void include(const PredictReply& reply) {
    range_.include(reply.low, reply.high, reply.sum);
    auto wrong = range_.contradiction(options_.scores, classifier_.setup.output, classifier_.model.output_activation);
    if (wrong && !refused_) refused_ = Error{ErrorCode::kInvalidArgument, std::move(*wrong)};
  }

  void note_clipping(double share, std::size_t photo) {
    constexpr double kWorthTelling = 0.01;
    ClippedInputs& clipped = run_.clipped_inputs;
    if (!(share > kWorthTelling && share <= 1)) return;
    ++clipped.photos;
    if (share <= clipped.largest_share) return;
    clipped.largest_share = share;
    clipped.worst_photo = run_.dataset.paths[photo];
  }

  Result<void> blame(std::uint64_t photo, const Error& error) {
    run_.predictions.states[photo] = PhotoState::kFailed;
    ++done_;
    take_in_order();
    tell("worker-crash", photo, error.message);
    if (record_ == nullptr || !record_->has_begun()) return {};
    return record_->put_answer(run_, photo, {});
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
  const EarlierAnswers* earlier_;
  std::optional<Error> refused_;
  std::size_t taken_ = 0;  // of the sampling's order
  bool enough_ = false, any_output_ = false;
  std::uint64_t next_ = 0, done_ = 0;
  ScoreRange range_;
};

}  // namespace

Result<void> measure_predictions(const Classifier& classifier, const RunOptions& options, const Hooks& hooks, Run& run,
                                 RunWriter* record, const Sampling* sampling, const EarlierAnswers* earlier) {
  if (classifier.model.format == "coreml") run.predictions.origin = Origin::kTranslated;
  run.predictions.output = classifier.setup.output;
  if (sampling != nullptr) run.decision = EarlyDecision{sampling->seed, sampling->order, 0};
  PredictionRun predictions(classifier, options, hooks, run, record, sampling, earlier);
  const auto ended = predictions.go();
  predictions.drop_what_came_later();
  MUSTER_CHECK_OK(ended);
  const std::vector<bool> removed = settle_predictions(run);
  if (record == nullptr || !record->has_begun()) return {};
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
