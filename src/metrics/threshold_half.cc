#include "metrics/threshold_half.h"

#include <algorithm>
#include <cmath>

#include "base/clustered_rate.h"

namespace muster {
namespace {

constexpr double kConfidence = 0.9;  // two-sided: either end is a one-sided bound at 95 %

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

/// Interval of part / whole, whose photos are worth `effective` units.
Interval interval_of(std::uint64_t part, std::uint64_t whole, double effective) {
  if (whole == 0) return {};
  return korn_graubard_interval(real(part) / real(whole) * effective, effective, kConfidence);
}

std::optional<Estimate> estimate(std::uint64_t part, std::uint64_t whole, double effective) {
  if (whole == 0) return std::nullopt;
  const Interval interval = interval_of(part, whole, effective);
  return Estimate{real(part) / real(whole), interval.low, interval.high, whole};
}

}  // namespace

void ThresholdHalf::add(float score, bool positive, std::uint32_t unit) {
  scores_.push_back(score);
  positive_.push_back(positive ? 1 : 0);
  units_.push_back(unit);
  positives_ += positive ? 1U : 0U;
}

void ThresholdHalf::rank(std::uint32_t unit_count) {
  unit_count_ = unit_count;
  ranked_ = rank_rows(scores_);
  const float all = std::nanf("");
  effective_photos_ = effective(Part::kAll, all);
  effective_positives_ = effective(Part::kPositives, all);
  effective_negatives_ = effective(Part::kNegatives, all);
}

/// Units that a part's photos at or above the threshold are worth; NaN: all of the part, accepted or not.
double ThresholdHalf::effective(Part part, float threshold) const {
  std::vector<std::uint32_t> sizes(unit_count_);
  for (std::size_t row = 0; row < scores_.size(); ++row) {
    const bool in_part = part == Part::kAll || (part == Part::kPositives) == (positive_[row] != 0);
    if (in_part && (std::isnan(threshold) || scores_[row] >= threshold)) ++sizes[units_[row]];
  }
  return effective_count(sizes);
}

void ThresholdHalf::accept_downwards(const Visit& visit) const {
  std::vector<std::uint32_t> sizes(unit_count_);
  double squares = 0;
  AcceptedUnits accepted;
  for (const std::uint32_t end : ranked_.ends) {
    for (; accepted.photos < end; ++accepted.photos) {
      const std::uint32_t row = ranked_.rows[accepted.photos];
      squares += 2.0 * sizes[units_[row]]++ + 1;
      accepted.positives += positive_[row];
    }
    accepted.effective = real(accepted.photos) * real(accepted.photos) / squares;
    visit(scores_[ranked_.rows[end - 1]], accepted, end == ranked_.ends.back());
  }
}

Interval ThresholdHalf::cost_interval(std::uint64_t false_positives, std::uint64_t false_negatives,
                                      const ThresholdGoal& goal, double scale) const {
  const std::uint64_t negatives = photos() - positives_;
  double value = 0, below = 0, above = 0;
  const auto add = [&](double cost, std::uint64_t errors, std::uint64_t whole, double units) {
    if (whole == 0) return;
    const double weight = cost * real(whole) / real(photos()), rate = real(errors) / real(whole);
    const Interval interval = interval_of(errors, whole, scale * units);
    value += weight * rate;
    below += std::pow(weight * (rate - interval.low), 2);
    above += std::pow(weight * (interval.high - rate), 2);
  };
  add(goal.false_alarm_cost, false_positives, negatives, effective_negatives_);
  add(goal.miss_cost, false_negatives, positives_, effective_positives_);
  return {std::max(0.0, value - std::sqrt(below)), value + std::sqrt(above)};
}

std::optional<std::uint64_t> ThresholdHalf::photos_to_cost_less_than(double cost, const ThresholdGoal& goal) const {
  constexpr double kMost = 1e9;
  const auto scale_of = [&](std::uint64_t photos) { return real(photos) / real(this->photos()); };
  const auto enough = [&](std::uint64_t photos) { return cost_interval(0, 0, goal, scale_of(photos)).high < cost; };
  std::uint64_t low = 0, high = photos();
  for (; !enough(high); high *= 2) {
    if (!(real(high) < kMost) || high == 0) return std::nullopt;
    low = high;
  }
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

HalfFigures ThresholdHalf::figures(float threshold, const ThresholdGoal& goal) const {
  HalfFigures figures;
  BinaryCounts& counts = figures.counts;
  for (std::size_t row = 0; row < scores_.size(); ++row) {
    const bool accepted = scores_[row] >= threshold;
    if (positive_[row] != 0)
      ++(accepted ? counts.true_positives : counts.false_negatives);
    else
      ++(accepted ? counts.false_positives : counts.true_negatives);
  }
  const std::uint64_t accepted = counts.true_positives + counts.false_positives;
  figures.precision = estimate(counts.true_positives, accepted, effective(Part::kAll, threshold));
  figures.recall = estimate(counts.true_positives, positives_, effective_positives_);
  figures.accepted = estimate(accepted, photos(), effective_photos_);
  if (goal.need != ThresholdNeed::kLeastCost || photos() == 0) return figures;
  const Interval interval = cost_interval(counts.false_positives, counts.false_negatives, goal);
  const double total =
      goal.false_alarm_cost * real(counts.false_positives) + goal.miss_cost * real(counts.false_negatives);
  figures.cost = Estimate{total / real(photos()), interval.low, interval.high, photos()};
  return figures;
}

}  // namespace muster
