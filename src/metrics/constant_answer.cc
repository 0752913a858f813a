#include "metrics/constant_answer.h"

#include <algorithm>
#include <vector>

#include "base/resampling.h"
#include "base/sample_plan.h"

namespace muster {
namespace {

constexpr double kError = 0.05;
constexpr double kNearlyAll = 0.95;
constexpr std::size_t kFewClusters = 20;

struct ClassTally {
  std::uint64_t support = 0, hits = 0, unreadable = 0;
};

/// The class with most photos; of several the one with the fewest hits, against which an advantage shows least.
std::optional<ConstantBaseline> baseline_of(const std::vector<ClassTally>& classes) {
  ConstantBaseline baseline;
  std::uint64_t hits = 0;
  const ClassTally* best = nullptr;
  for (std::uint32_t index = 0; index < classes.size(); ++index) {
    const ClassTally& one = classes[index];
    if (one.support == 0) continue;
    ++baseline.classes_shown, baseline.photos += one.support, hits += one.hits;
    if (best != nullptr && (one.support < best->support || (one.support == best->support && one.hits >= best->hits)))
      continue;
    best = &one, baseline.commonest = index;
  }
  if (best == nullptr) return std::nullopt;
  baseline.support = best->support;
  baseline.pairs = {baseline.photos + best->unreadable, hits - best->hits,
                    best->support - best->hits + best->unreadable};
  return baseline;
}

/// By group, how many photos more the model has right than the constant answer, and how many photos there are.
std::vector<Ratio> advantages_by_cluster(const ClassificationCounts& counts, std::uint32_t commonest) {
  std::vector<Ratio> advantages;
  std::uint64_t at = 0;
  for (const std::uint64_t end : counts.cluster_ends) {
    Ratio one;
    for (; at < end; ++at) {
      const ConfusionCell& cell = counts.cells[counts.photo_cells[at]];
      if (!cell.actual) continue;
      one.denominator += 1;
      one.numerator += (cell.actual == cell.predicted ? 1 : 0) - (cell.actual == commonest ? 1 : 0);
    }
    if (one.denominator > 0) advantages.push_back(one);
  }
  return advantages;
}

bool clusters_agree(const std::vector<Ratio>& advantages) {
  if (advantages.size() < kFewClusters) {
    PairedCounts signs{advantages.size(), 0, 0};
    for (const Ratio& one : advantages) signs.only_first += one.numerator > 0 ? 1U : 0U;
    for (const Ratio& one : advantages) signs.only_second += one.numerator < 0 ? 1U : 0U;
    if (exact_gain_p(signs) > kError) return false;
  }
  const bool all_alike = std::ranges::all_of(advantages, [&](const Ratio& one) {
    return one.numerator * advantages.front().denominator == advantages.front().numerator * one.denominator;
  });
  if (all_alike) return !advantages.empty() && advantages.front().numerator > 0;
  return bootstrap_ratio(advantages, 1 - 2 * kError).low > 0;
}

}  // namespace

std::optional<ConstantBaseline> constant_baseline(const ClassificationCounts& counts) {
  std::vector<ClassTally> classes;
  for (std::size_t i = 0; i < counts.class_names.size(); ++i)
    classes.push_back({counts.totals.support[i], counts.totals.hits[i], counts.unreadable_by_class[i]});
  return baseline_of(classes);
}

std::optional<ConstantBaseline> constant_baseline(const OtherCounts& counts) {
  std::vector<ClassTally> classes;
  for (const OtherClass& one : counts.classes) classes.push_back({one.photos, one.right, counts.unreadable});
  return baseline_of(classes);
}

bool beats_constant(const ConstantBaseline& baseline) {
  return exact_gain_p(baseline.pairs) <= kError;
}

bool beats_constant(const ClassificationCounts& counts, const ConstantBaseline& baseline) {
  if (!beats_constant(baseline)) return false;
  return counts.clusters.empty() || clusters_agree(advantages_by_cluster(counts, baseline.commonest));
}

std::optional<std::uint64_t> photos_to_beat_constant(const ConstantBaseline& baseline) {
  const PairedCounts& pairs = baseline.pairs;
  if (pairs.only_first <= pairs.only_second) return std::nullopt;
  const auto n = static_cast<double>(pairs.n);
  const auto won = static_cast<double>(pairs.only_first), lost = static_cast<double>(pairs.only_second);
  const std::uint64_t needed = pairs_to_see_loss((won - lost) / n, (won + lost) / n, 1 - 2 * kError);
  return needed > kMostSamples ? std::nullopt : std::optional(needed);
}

std::optional<NearlyConstantAnswer> constant_answer(const ClassificationCounts& counts) {
  std::vector<std::uint64_t> given(counts.class_names.size()), shown(counts.class_names.size());
  std::uint64_t answers = 0, background = 0;
  for (const ConfusionCell& cell : counts.cells) {
    if (!cell.actual) continue;  // a photo of none of the classes
    if (!cell.predicted) {
      background += cell.count;
      continue;
    }
    answers += cell.count;
    given[*cell.predicted] += cell.count;
    shown[*cell.actual] += cell.count;
  }
  if (answers == 0) return std::nullopt;
  background -= std::min(background, counts.failed + counts.not_a_number);  // the rest of them got no answer
  const auto top = static_cast<std::uint32_t>(std::ranges::max_element(given) - given.begin());
  const NearlyConstantAnswer constant{top, given[top], answers + background, shown[top]};
  const bool all = constant.answered_so == constant.answers;
  if (all && constant.support < constant.answers) return constant;
  if (static_cast<double>(constant.answered_so) < kNearlyAll * static_cast<double>(constant.answers))
    return std::nullopt;
  const std::uint64_t hits = counts.totals.hits[top];
  const PairedCounts more_than_shown{answers, constant.answered_so - hits, constant.support - hits};
  return exact_gain_p(more_than_shown) <= kError ? std::optional(constant) : std::nullopt;
}

}  // namespace muster
