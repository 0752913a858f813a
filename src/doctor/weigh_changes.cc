#include "doctor/weigh_changes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/paired_statistics.h"

namespace muster {
namespace {

constexpr double kLeastBalanced = 0.25;

/// Mean over classes of how much the share of right answers grew.
double balanced_gain(const std::vector<PairedPhoto>& photos) {
  struct Tally {
    double photos = 0, gained = 0;
  };
  std::map<std::uint32_t, Tally> classes;
  for (const PairedPhoto& photo : photos) {
    Tally& tally = classes[photo.actual];
    ++tally.photos;
    tally.gained += (photo.after ? 1 : 0) - (photo.before ? 1 : 0);
  }
  double sum = 0;
  for (const auto& [actual, tally] : classes) sum += tally.gained / tally.photos;
  return classes.empty() ? 0 : sum / static_cast<double>(classes.size());
}

TriedChange weigh(const Trial& trial, double confidence) {
  TriedChange tried{.change = trial.change, .photos = trial.photos.size(), .gain = {}};
  for (const PairedPhoto& photo : trial.photos) {
    tried.right_before += photo.before ? 1U : 0U;
    tried.right_after += photo.after ? 1U : 0U;
    tried.mended += photo.after && !photo.before ? 1U : 0U;
    tried.spoilt += photo.before && !photo.after ? 1U : 0U;
  }
  tried.dropped = trial.dropped;
  tried.balanced_gain = balanced_gain(trial.photos);
  tried.gain.count = tried.photos;
  if (tried.photos > 0)
    tried.gain.value =
        (static_cast<double>(tried.mended) - static_cast<double>(tried.spoilt)) / static_cast<double>(tried.photos);
  if (trial.dropped) return tried;
  const PairedCounts counts{tried.photos, tried.mended, tried.spoilt};
  const Interval interval = tango_interval(counts, confidence);
  tried.gain.low = interval.low, tried.gain.high = interval.high;
  tried.p = mcnemar_exact_p(counts);
  return tried;
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

std::vector<TriedChange> weigh_changes(const std::vector<Trial>& trials) {
  const double confidence = 1 - 0.05 / static_cast<double>(std::max<std::size_t>(trials.size(), 1));
  std::vector<TriedChange> changes;
  std::vector<double> p_values;
  for (const Trial& trial : trials) {
    changes.push_back(weigh(trial, confidence));
    p_values.push_back(changes.back().p);
  }
  const std::vector<double> corrected = holm_corrected(p_values);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    TriedChange& tried = changes[i];
    tried.p_corrected = corrected[i];
    tried.helps =
        tried.p_corrected < kSureP && tried.gain.value > 0 && tried.balanced_gain >= kLeastBalanced * tried.gain.value;
  }
  std::ranges::stable_sort(changes, {}, rank_of);
  return changes;
}

const TriedChange* advised_change(const Diagnosis& diagnosis) {
  const bool found = !diagnosis.interrupted && !diagnosis.changes.empty() && diagnosis.changes.front().helps;
  return found ? &diagnosis.changes.front() : nullptr;
}

}  // namespace muster
