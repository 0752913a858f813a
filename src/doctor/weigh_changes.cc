#include "doctor/weigh_changes.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/paired_statistics.h"

namespace muster {
namespace {

constexpr double kLeastBalanced = 0.25, kBeatsConstantP = 0.05;

TriedChange weigh(const Trial& trial, JudgedBy judged_by, double confidence) {
  TriedChange tried{.change = trial.change, .photos = trial.photos.size(), .gain = {}};
  const std::vector<ClassPairs> classes = count_by_class(trial.photos);
  for (const ClassPairs& one : classes) {
    tried.right_before += one.right_before;
    tried.right_after += one.right_before + one.mended - one.spoilt;
    tried.mended += one.mended;
    tried.spoilt += one.spoilt;
  }
  tried.dropped = trial.dropped;
  tried.judged_by = judged_by;
  tried.recall_before = mean_recall_before(classes);
  tried.recall_after = mean_recall_after(classes);
  tried.balanced_gain = tried.recall_after - tried.recall_before;
  tried.gain.count = tried.photos;
  if (judged_by == JudgedBy::kMeanRecall)
    tried.gain.value = tried.balanced_gain;
  else if (tried.photos > 0)
    tried.gain.value =
        (static_cast<double>(tried.mended) - static_cast<double>(tried.spoilt)) / static_cast<double>(tried.photos);
  if (trial.dropped) return tried;
  const Interval interval = gain_interval(classes, judged_by, confidence);
  tried.gain.low = interval.low, tried.gain.high = interval.high;
  std::vector<ClassPairs> reversed = classes;
  for (ClassPairs& one : reversed) std::swap(one.mended, one.spoilt);
  tried.p = std::min({1.0, 2 * gain_p(classes, judged_by), 2 * gain_p(reversed, judged_by)});
  return tried;
}

/// Whether its gain is one that a right change would have.
bool may_help(const Trial& trial, const TriedChange& tried) {
  const bool one_class = std::ranges::all_of(
      trial.photos, [&](const PairedPhoto& photo) { return photo.actual == trial.photos.front().actual; });
  return tried.p_corrected < kSureP && tried.gain.value > 0 && !one_class && trial.is_credible &&
         tried.balanced_gain >= kLeastBalanced * tried.gain.value &&
         constant_p(trial.photos, &PairedPhoto::after, tried.judged_by) < kBeatsConstantP;
}

/// Whether a change of preparation explains what one of labels gains.
bool is_explained(const TriedChange& of_labels, const std::vector<Trial>& trials,
                  const std::vector<TriedChange>& changes) {
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const TriedChange& other = changes[i];
    if (trials[i].of_labels || other.dropped) continue;
    if (other.gain.value > 0 && other.gain.value >= of_labels.gain.value) return true;
    if (other.helps && other.gain.high.value_or(1) >= of_labels.gain.low.value_or(-1)) return true;
  }
  return false;
}

/// Sorts before the others what is to be shown first.
auto rank_of(const TriedChange& tried) {
  const double worth = tried.helps ? tried.gain.low.value_or(-1) : tried.gain.value;
  return std::tuple(!tried.helps, tried.dropped, -worth);
}

}  // namespace

std::uint64_t least_mended(std::size_t changes) {
  // 2 × (1/2)^n × changes < kSureP
  return static_cast<std::uint64_t>(
             std::floor(1 + std::log2(static_cast<double>(std::max<std::size_t>(changes, 1)) / kSureP))) +
         1;
}

std::vector<TriedChange> weigh_changes(const std::vector<Trial>& trials, JudgedBy judged_by) {
  const double confidence = 1 - 0.05 / static_cast<double>(std::max<std::size_t>(trials.size(), 1));
  std::vector<TriedChange> changes;
  std::vector<double> p_values;
  for (const Trial& trial : trials) {
    changes.push_back(weigh(trial, judged_by, confidence));
    p_values.push_back(changes.back().p);
  }
  const std::vector<double> corrected = holm_corrected(p_values);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    changes[i].p_corrected = corrected[i];
    changes[i].helps = may_help(trials[i], changes[i]);
  }
  for (std::size_t i = 0; i < changes.size(); ++i)
    if (trials[i].of_labels && changes[i].helps) changes[i].helps = !is_explained(changes[i], trials, changes);
  std::ranges::stable_sort(changes, {}, rank_of);
  return changes;
}

const TriedChange* advised_change(const Diagnosis& diagnosis) {
  const bool found = !diagnosis.interrupted && !diagnosis.changes.empty() && diagnosis.changes.front().helps;
  return found ? &diagnosis.changes.front() : nullptr;
}

std::optional<DoctorVerdict> verdict_of(const Diagnosis& diagnosis) {
  if (diagnosis.interrupted) return std::nullopt;
  if (advised_change(diagnosis) != nullptr || !diagnosis.wrong_scores.empty()) return DoctorVerdict::kFound;
  return diagnosis.inconclusive.empty() ? DoctorVerdict::kNothingFound : DoctorVerdict::kInconclusive;
}

}  // namespace muster
