#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "metrics/half_split.h"
#include "metrics/ranking.h"
#include "muster/metric.h"

namespace muster {

/// What a threshold must do. To abstain below a risk is kMinPrecision of 1 - risk, with hits of the top answer as
/// positives and its confidence as score; to leave at most a share undecided is kMinAccepted of 1 - share.
enum class ThresholdNeed {
  kMinPrecision,  ///< no false alarms: the laxest threshold of at least that precision
  kMinRecall,     ///< no misses: the strictest of at least that recall
  kMinAccepted,   ///< the strictest that accepts at least that share of the photos
  kLeastCost,     ///< the least false_alarm_cost × FP + miss_cost × FN
};
struct ThresholdGoal {
  ThresholdNeed need = ThresholdNeed::kMinPrecision;
  double rate = 0;  ///< inside (0, 1); not for kLeastCost
  double false_alarm_cost = 1, miss_cost = 1;
};

enum class ThresholdStatus {
  kConfirmed,     ///< the other half meets the need by its own bound
  kNotConfirmed,  ///< it does not: more photos, or a weaker need
  kUnreachable,   ///< none met it on the first half; the one given came nearest. More photos help if its value met it
  kTooFew,        ///< not even a perfect result could meet it
};

/// One half at the threshold. Intervals are two-sided at 90 %, so that each end is a one-sided bound at 95 %; counts
/// are of photos, the intervals' width is that of the effective number of units (base/clustered_rate.h).
struct HalfFigures {
  BinaryCounts counts;
  std::optional<Estimate> precision, recall, accepted;
  std::optional<Estimate> cost;  ///< a photo; by MOVER (Zou and Donner 2008) of the two kinds of error
};

struct ThresholdChoice {
  ThresholdStatus status = ThresholdStatus::kTooFew;
  std::optional<float> threshold;       ///< accept when score >= it; none where too few, or no score is a number
  std::array<HalfFigures, 2> halves;    ///< chosen on the first, confirmed on the second
  double effective = 0;                 ///< units in the poorer half: of positives, of photos for kMinAccepted
  std::optional<std::uint64_t> needed;  ///< so many a perfect result takes in each half; none: never, or not to be told
};

struct ThresholdColumns {
  std::span<const float> scores;
  std::span<const std::uint8_t> positive;  ///< 0 or 1
  SplitColumns split;
};

/// Chooses on one half of the units and confirms on the other.
///
/// Rates are tested in fixed sequence (Angelopoulos et al., Learn then Test, Annals of Applied Statistics 2025): from
/// the safe end, each threshold at one-sided 95 %, up to the first that fails. The first threshold that truly fails the
/// need is passed with probability 0.05 at most, and only behind it lie others that fail; so no share of the error is
/// spent on the search, provided the sequence does not look at the answers:
/// - recall and accepted share: every score, from accepting all upwards. Misses only grow, so that is every threshold.
/// - precision: counts of accepted units, not scores. The smallest n that affords no miss, then one, two, …; in between
///   a miss more is not afforded, so a test could only be lost there. With n units of n the first test would fail by
///   one miss; so it begins where up to three are afforded, as long as that is at most a quarter of the positives,
///   whose number the stratified split holds even. Thresholds stricter than that are never chosen.
///
/// Among those that pass, the one furthest from the safe end is taken that also passes with the margin that makes the
/// other half agree four times in five (both halves err: 1.645 + 0.842 √2 standard errors); else the one with the best
/// bound.
ThresholdChoice choose_threshold(const ThresholdColumns& columns, const ThresholdGoal& goal);

}  // namespace muster
