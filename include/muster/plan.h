#pragma once

#include <cstdint>
#include <optional>

#include "muster/error.h"

namespace muster {

/// What is expected of a model before photos of it are collected. Rates are fractions.
struct PlanOptions {
  double accuracy = 0.85;
  double margin = 0.02;                  ///< within which it has to be known, and by which it clears its limit
  std::optional<std::uint64_t> classes;  ///< of which each one's recall is meant too
  std::optional<double> flips;           ///< share of photos on which two models would differ in being right
};

/// How many photos to collect: in all, and as many of each class where its recall is meant.
struct SamplePlan {
  PlanOptions options;
  double confidence = 0.95, power = 0.8;
  std::uint64_t photos_for_margin = 0;            ///< the interval is accuracy ± margin
  std::optional<std::uint64_t> photos_for_limit;  ///< with that power the interval lies over accuracy − margin
  std::optional<std::uint64_t> photos_for_loss;   ///< with that power McNemar's test sees a loss of the margin

  /// Beyond it, photos_for_limit is absent.
  std::uint64_t most_photos = 0;
};

/// Errors: kInvalidArgument, a margin that leaves no limit over 0, or fewer flips than the loss that is to be seen.
Result<SamplePlan> plan_samples(const PlanOptions& options);

}  // namespace muster
