#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "metrics/half_split.h"
#include "metrics/ranking.h"
#include "muster/threshold.h"

namespace muster {

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

/// The figure that the need is about.
const std::optional<Estimate>& figure_of(const HalfFigures& half, ThresholdNeed need);

}  // namespace muster
