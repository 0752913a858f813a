#include "metrics/ranking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace muster {
namespace {

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

/// Accepted positives and negatives, as the threshold falls.
struct Accepted {
  std::uint64_t positives = 0, negatives = 0;
};

/// Adds up average precision's terms, but for the division by all positives.
class PrecisionSum {
 public:
  void move_to(const Accepted& next) {
    if (next.positives > at_)
      sum_ += real(next.positives - at_) * real(next.positives) / real(next.positives + next.negatives);
    at_ = next.positives;
  }
  [[nodiscard]] std::optional<double> over(std::uint64_t positives) const {
    return positives == 0 ? std::nullopt : std::optional(sum_ / real(positives));
  }

 private:
  double sum_ = 0;
  std::uint64_t at_ = 0;
};

/// Adds up the ROC's trapezoids, in pairs of a positive and a negative.
class PairSum {
 public:
  void move_to(const Accepted& next) {
    sum_ += real(next.negatives - at_.negatives) * (real(at_.positives) + real(next.positives)) / 2;
    at_ = next;
  }
  /// The NaNs, which nothing accepts, are the last step.
  [[nodiscard]] std::optional<double> over(const Accepted& all) {
    move_to(all);
    if (all.positives == 0 || all.negatives == 0) return std::nullopt;
    return sum_ / (real(all.positives) * real(all.negatives));
  }

 private:
  double sum_ = 0;
  Accepted at_;
};

/// Walks the groups of equal scores, handing what is accepted so far to `step`; returns all, the NaNs too.
template <class Step>
Accepted walk(const RankedRows& ranked, std::span<const std::uint8_t> positive, std::span<const std::uint32_t> weights,
              Step step) {
  std::array<std::uint64_t, 2> drawn{};  // of negatives, of positives
  std::size_t at = 0;
  const auto advance = [&](std::size_t end) {
    for (; at < end; ++at) drawn[positive[ranked.rows[at]] != 0 ? 1 : 0] += weights[ranked.rows[at]];
  };
  for (const std::uint32_t end : ranked.ends) {
    advance(end);
    step(Accepted{drawn[1], drawn[0]});
  }
  advance(ranked.rows.size());
  return {drawn[1], drawn[0]};
}

std::optional<double> share(double part, double whole) {
  return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

}  // namespace

std::optional<double> precision_of(const BinaryCounts& counts) {
  return share(real(counts.true_positives), real(counts.true_positives + counts.false_positives));
}

std::optional<double> recall_of(const BinaryCounts& counts) {
  return share(real(counts.true_positives), real(counts.true_positives + counts.false_negatives));
}

std::optional<double> f_beta_of(const BinaryCounts& counts, double beta) {
  const double square = beta * beta, hits = (1 + square) * real(counts.true_positives);
  return share(hits, hits + square * real(counts.false_negatives) + real(counts.false_positives));
}

RankedRows rank_rows(std::span<const float> scores) {
  RankedRows ranked;
  ranked.rows.resize(scores.size());
  std::iota(ranked.rows.begin(), ranked.rows.end(), 0U);
  const auto numbers = std::stable_partition(ranked.rows.begin(), ranked.rows.end(),
                                             [&](std::uint32_t row) { return !std::isnan(scores[row]); });
  std::stable_sort(ranked.rows.begin(), numbers,
                   [&](std::uint32_t one, std::uint32_t other) { return scores[one] > scores[other]; });
  const auto count = static_cast<std::uint32_t>(numbers - ranked.rows.begin());
  for (std::uint32_t end = 1; end <= count; ++end)
    if (end == count || scores[ranked.rows[end]] < scores[ranked.rows[end - 1]]) ranked.ends.push_back(end);
  return ranked;
}

RankingCurve ranking_curve(std::span<const float> scores, std::span<const std::uint8_t> positive) {
  const RankedRows ranked = rank_rows(scores);
  const std::vector<std::uint32_t> once(scores.size(), 1);
  RankingCurve curve;
  for (const std::uint32_t end : ranked.ends) curve.thresholds.push_back(scores[ranked.rows[end - 1]]);
  const Accepted all = walk(ranked, positive, once, [&](const Accepted& accepted) {
    curve.true_positives.push_back(accepted.positives);
    curve.false_positives.push_back(accepted.negatives);
  });
  curve.positives = all.positives, curve.negatives = all.negatives;
  curve.not_a_number = scores.size() - (ranked.ends.empty() ? 0 : ranked.ends.back());
  return curve;
}

BinaryCounts counts_at(const RankingCurve& curve, float threshold) {
  const auto below = std::ranges::partition_point(curve.thresholds, [&](float one) { return one >= threshold; });
  BinaryCounts counts;
  if (const auto reached = static_cast<std::size_t>(below - curve.thresholds.begin()); reached > 0)
    counts.true_positives = curve.true_positives[reached - 1],
    counts.false_positives = curve.false_positives[reached - 1];
  counts.false_negatives = curve.positives - counts.true_positives;
  counts.true_negatives = curve.negatives - counts.false_positives;
  return counts;
}

std::optional<double> average_precision(const RankingCurve& curve) {
  PrecisionSum sum;
  for (std::size_t i = 0; i < curve.thresholds.size(); ++i)
    sum.move_to({curve.true_positives[i], curve.false_positives[i]});
  return sum.over(curve.positives);
}

std::optional<double> roc_area(const RankingCurve& curve) {
  PairSum sum;
  for (std::size_t i = 0; i < curve.thresholds.size(); ++i)
    sum.move_to({curve.true_positives[i], curve.false_positives[i]});
  return sum.over({curve.positives, curve.negatives});
}

std::optional<BestFBeta> best_f_beta(const RankingCurve& curve, double beta) {
  std::optional<BestFBeta> best;
  if (curve.positives == 0) return best;
  for (std::size_t i = 0; i < curve.thresholds.size(); ++i) {
    const BinaryCounts counts{curve.true_positives[i], curve.false_positives[i],
                              curve.positives - curve.true_positives[i], curve.negatives - curve.false_positives[i]};
    const double value = f_beta_of(counts, beta).value_or(0);
    if (!best || value > best->value) best = {curve.thresholds[i], value, beta};
  }
  return best;
}

std::optional<double> weighted_average_precision(const RankedRows& ranked, std::span<const std::uint8_t> positive,
                                                 std::span<const std::uint32_t> weights) {
  PrecisionSum sum;
  const Accepted all = walk(ranked, positive, weights, [&](const Accepted& accepted) { sum.move_to(accepted); });
  return sum.over(all.positives);
}

std::optional<double> weighted_roc_area(const RankedRows& ranked, std::span<const std::uint8_t> positive,
                                        std::span<const std::uint32_t> weights) {
  PairSum sum;
  const Accepted all = walk(ranked, positive, weights, [&](const Accepted& accepted) { sum.move_to(accepted); });
  return sum.over(all);
}

}  // namespace muster
