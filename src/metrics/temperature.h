#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "muster/threshold.h"

namespace muster {

/// Logits, or logarithms of probabilities, a row of `class_count` a photo. Minus infinity counts as 88 below the row's
/// best: float's exponential ends there. A row with NaN or infinity, or of a label that is no class, is left out.
struct LogitRows {
  std::span<const float> logits;
  std::span<const std::uint32_t> labels;
  std::uint32_t class_count = 0;
};

/// Bounds of a temperature; at either, the best one lies beyond.
inline constexpr double kLeastTemperature = 1.0 / 20, kMostTemperature = 20;

/// The temperature that scores divided by it have the least negative log likelihood at (Guo et al., On Calibration of
/// Modern Neural Networks, ICML 2017). In 1 / T that is convex, so it is the one root of its slope. nullopt: no row
/// is left, or rows of equal scores only, which every temperature suits.
std::optional<double> best_temperature(const LogitRows& rows);

/// `halves` is 0 or 1 a row, as split_halves gives it. nullopt: a half has no temperature.
std::optional<TemperatureScaling> mend_by_temperature(const LogitRows& rows, std::span<const std::uint8_t> halves);

}  // namespace muster
