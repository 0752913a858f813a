#include "metrics/threshold_choice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/clustered_rate.h"
#include "metrics/threshold_half.h"

namespace muster {
namespace {

constexpr double kError = 0.05;         // one-sided
constexpr double kLeastFound = 0.05;    // thresholds that find fewer of the positives help nobody
constexpr double kWithMargin = 0.0023;  // beyond 1.645 + 0.842 √2 = 2.835 standard errors

/// A threshold of the sequence and its rate on the first half, in effective counts.
struct Candidate {
  float threshold = 0;
  double successes = 0, n = 0;
  double found = 1;  ///< share of the positives that are accepted
};

Candidate candidate(float threshold, std::uint64_t successes, std::uint64_t n, double effective) {
  const double rate = n == 0 ? 0 : static_cast<double>(successes) / static_cast<double>(n);
  return {threshold, rate * effective, effective, 1};
}

/// The smallest n of which n - misses reach the rate; nullopt: none below 2^40.
std::optional<std::uint64_t> fewest_affording(std::uint64_t misses, double rate) {
  const auto reaches = [&](std::uint64_t n) {
    return reaches_rate(static_cast<double>(n - misses), static_cast<double>(n), rate, kError);
  };
  std::uint64_t high = misses + 1;
  while (!reaches(high)) {
    if (high > std::uint64_t{1} << 40U) return std::nullopt;
    high *= 2;
  }
  std::uint64_t low = misses;  // does not reach it
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (reaches(middle) ? high : low) = middle;
  }
  return high;
}

/// Precision at growing counts of accepted units, strictest first.
std::vector<Candidate> precision_sequence(const ThresholdHalf& half, double rate) {
  constexpr std::uint64_t kAfforded = 3;
  const double most = half.effective_positives() / 4;
  std::uint64_t misses = 0;
  while (misses < kAfforded && static_cast<double>(fewest_affording(misses + 1, rate).value_or(0)) <= most) ++misses;

  std::vector<Candidate> sequence;
  auto next = fewest_affording(misses, rate);
  half.accept_downwards([&](float threshold, const AcceptedUnits& accepted, bool last) {
    const bool due = next && accepted.effective >= static_cast<double>(*next);
    if (due || last) sequence.push_back(candidate(threshold, accepted.positives, accepted.photos, accepted.effective));
    while (due && next && accepted.effective >= static_cast<double>(*next)) {
      misses += std::max<std::uint64_t>(1, misses / 32);
      next = fewest_affording(misses, rate);
    }
  });
  return sequence;
}

/// Precision at every score, strictest first.
std::vector<Candidate> every_precision(const ThresholdHalf& half) {
  std::vector<Candidate> all;
  half.accept_downwards([&](float threshold, const AcceptedUnits& accepted, bool) {
    all.push_back(candidate(threshold, accepted.positives, accepted.photos, accepted.effective));
    all.back().found = static_cast<double>(accepted.positives) / static_cast<double>(half.positives());
  });
  return all;
}

/// Recall or accepted share at every score, laxest first.
std::vector<Candidate> share_sequence(const ThresholdHalf& half, bool of_positives) {
  std::vector<Candidate> sequence;
  const double effective = of_positives ? half.effective_positives() : half.effective_photos();
  half.accept_downwards([&](float threshold, const AcceptedUnits& accepted, bool) {
    sequence.push_back(of_positives ? candidate(threshold, accepted.positives, half.positives(), effective)
                                    : candidate(threshold, accepted.photos, half.photos(), effective));
  });
  std::ranges::reverse(sequence);
  return sequence;
}

/// The choice among a sequence, and whether any of it passed.
struct Chosen {
  std::optional<float> threshold;
  bool passed = false;
};

/// By Wilson's bounds, which are closed: there may be a threshold for every photo.
Interval bounds_of(const Candidate& one) {
  return wilson_interval(one.successes, one.n, 1 - 2 * kError);
}

std::optional<float> with_best_bound(std::span<const Candidate> candidates) {
  std::optional<float> threshold;
  double best = -1;
  for (const Candidate& one : candidates)
    if (const double low = bounds_of(one).low; low >= best) best = low, threshold = one.threshold;
  return threshold;
}

/// Fixed sequence: every candidate is tested at the whole error until the first that fails, so that all before it pass
/// together. Taken is the last of these that passes with a margin, for the other half to confirm.
Chosen walk(std::span<const Candidate> sequence, double rate) {
  const auto passes = [&](const Candidate& one) { return reaches_rate(one.successes, one.n, rate, kError); };
  const auto end = std::ranges::find_if_not(sequence, passes);
  const std::span<const Candidate> passed(sequence.begin(), end);
  for (std::size_t i = passed.size(); i-- > 0;)
    if (reaches_rate(passed[i].successes, passed[i].n, rate, kWithMargin)) return {passed[i].threshold, true};
  return {with_best_bound(passed), !passed.empty()};
}

/// What the cheaper of accepting all and accepting none costs a photo.
double trivial_cost(const ThresholdHalf& half, const ThresholdGoal& goal) {
  const auto photos = static_cast<double>(half.photos()), positives = static_cast<double>(half.positives());
  return std::min(goal.false_alarm_cost * (photos - positives), goal.miss_cost * positives) / photos;
}

/// Halfway to the next lower score, as far from both as can be.
float between(float score, float lower) {
  const float middle = std::midpoint(score, lower);
  return middle > lower && middle <= score ? middle : score;
}

Chosen least_cost(const ThresholdHalf& half, const ThresholdGoal& goal) {
  Chosen chosen;
  double best = std::numeric_limits<double>::infinity();
  bool is_best = false;
  float score = 0;
  half.accept_downwards([&](float threshold, const AcceptedUnits& accepted, bool) {
    if (is_best) chosen.threshold = between(score, threshold);
    const double false_alarms = static_cast<double>(accepted.photos - accepted.positives);
    const double misses = static_cast<double>(half.positives() - accepted.positives);
    const double cost =
        (goal.false_alarm_cost * false_alarms + goal.miss_cost * misses) / static_cast<double>(half.photos());
    is_best = cost < best;
    score = threshold;
    if (is_best) best = cost, chosen.threshold = threshold;
  });
  chosen.passed = best < trivial_cost(half, goal);
  return chosen;
}

ThresholdChoice choose_by_cost(const std::array<ThresholdHalf, 2>& halves, const ThresholdGoal& goal) {
  ThresholdChoice choice;
  choice.effective = std::min(halves[0].effective_positives(), halves[1].effective_positives());
  for (const ThresholdHalf& half : halves)
    if (half.positives() == 0 || half.positives() == half.photos()) return choice;
  const double trivial = trivial_cost(halves[1], goal);
  if (trivial > 0 && halves[1].cost_interval(0, 0, goal).high >= trivial) {
    choice.needed = halves[1].photos_to_cost_less_than(trivial, goal);
    return choice;
  }
  const Chosen chosen = least_cost(halves[0], goal);
  choice.threshold = chosen.threshold;
  choice.status = ThresholdStatus::kUnreachable;
  if (!chosen.threshold) return choice;
  for (std::size_t i = 0; i < 2; ++i) choice.halves[i] = halves[i].figures(*chosen.threshold, goal);
  if (!chosen.passed) return choice;
  choice.status = choice.halves[1].cost->high.value_or(trivial) < trivial ? ThresholdStatus::kConfirmed
                                                                          : ThresholdStatus::kNotConfirmed;
  return choice;
}

ThresholdChoice choose_by_rate(const std::array<ThresholdHalf, 2>& halves, const ThresholdGoal& goal) {
  ThresholdChoice choice;
  const bool of_photos = goal.need == ThresholdNeed::kMinAccepted;
  const auto effective = [&](const ThresholdHalf& half) {
    return of_photos ? half.effective_photos() : half.effective_positives();
  };
  choice.effective = std::min(effective(halves[0]), effective(halves[1]));
  choice.needed = fewest_affording(0, goal.rate);
  if (!choice.needed || choice.effective < static_cast<double>(*choice.needed)) return choice;
  const bool of_precision = goal.need == ThresholdNeed::kMinPrecision;
  const auto every = of_precision ? every_precision(halves[0]) : share_sequence(halves[0], !of_photos);
  Chosen chosen = walk(of_precision ? precision_sequence(halves[0], goal.rate) : every, goal.rate);
  // Where scores do not tell right from wrong, the strictest threshold fails by chance; accepting all may do.
  if (!chosen.passed && of_precision && !every.empty()) chosen = walk(std::span(every).last(1), goal.rate);
  choice.threshold = chosen.passed ? chosen.threshold : with_best_bound(every);
  if (choice.threshold)
    for (std::size_t i = 0; i < 2; ++i) choice.halves[i] = halves[i].figures(*choice.threshold, goal);
  if (chosen.passed) {
    const auto& other = figure_of(choice.halves[1], goal.need);
    const bool met = other && other->low.value_or(0) >= goal.rate;
    choice.status = met ? ThresholdStatus::kConfirmed : ThresholdStatus::kNotConfirmed;
  } else {
    const bool possible = std::ranges::any_of(
        every, [&](const Candidate& one) { return one.found >= kLeastFound && bounds_of(one).high >= goal.rate; });
    choice.status = possible ? ThresholdStatus::kNotShown : ThresholdStatus::kUnreachable;
  }
  return choice;
}

}  // namespace

const std::optional<Estimate>& figure_of(const HalfFigures& half, ThresholdNeed need) {
  switch (need) {
    case ThresholdNeed::kMinPrecision:
      return half.precision;
    case ThresholdNeed::kMinRecall:
      return half.recall;
    case ThresholdNeed::kMinAccepted:
      return half.accepted;
    case ThresholdNeed::kLeastCost:
      break;
  }
  return half.cost;
}

ThresholdChoice choose_threshold(const ThresholdColumns& columns, const ThresholdGoal& goal) {
  const HalfSplit split = split_halves(columns.split);
  std::array<ThresholdHalf, 2> halves;
  for (std::size_t row = 0; row < columns.scores.size(); ++row)
    halves[split.halves[row]].add(columns.scores[row], columns.positive[row] != 0, split.units[row]);
  for (ThresholdHalf& half : halves) half.rank(split.unit_count);
  return goal.need == ThresholdNeed::kLeastCost ? choose_by_cost(halves, goal) : choose_by_rate(halves, goal);
}

}  // namespace muster
