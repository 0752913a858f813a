#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "muster/threshold.h"

namespace muster {

inline constexpr std::uint32_t kCalibrationBins = 15;

/// Top answers by confidence, in [0, 1], beside how many are hits (0 or 1 a photo). Bins are closed at the right, edges
/// rounded to float as the confidences are (Guo et al., On Calibration of Modern Neural Networks, ICML 2017).
/// torchmetrics closes them at the left and has one more for exactly 1; both agree where no confidence is on an edge.
ReliabilityTable reliability_table(std::span<const float> confidences, std::span<const std::uint8_t> hits,
                                   std::uint32_t bin_count = kCalibrationBins);

/// Mean over photos, and largest over bins, of |accuracy - confidence| (Naeini, Cooper and Hauskrecht, AAAI 2015).
/// nullopt: no photos, here and below. Biased upward: also a perfectly calibrated model has some.
std::optional<double> expected_calibration_error(const ReliabilityTable& table);
std::optional<double> maximum_calibration_error(const ReliabilityTable& table);

/// The expected calibration error that a perfectly calibrated model would show by chance with these confidences and so
/// many photos (the consistency of Bröcker and Smith, Weather and Forecasting 22, 2007; by normal approximation).
std::optional<double> calibration_error_by_chance(const ReliabilityTable& table);

/// The expected calibration error less its bias, were each bin's accuracy normal about what was seen (Kumar, Liang and
/// Ma, Verified Uncertainty Calibration, NeurIPS 2019; their resampling by its mean, that of a folded normal). Never
/// below 0; near 0 only part of the bias is seen. A bin all right or all wrong, or of one photo, shows no spread and is
/// left as it is.
std::optional<double> debiased_calibration_error(const ReliabilityTable& table);

/// Root of the mean square of accuracy - confidence, less the variance of each bin's accuracy, of which the square is
/// unbiased (Bröcker, Climate Dynamics 39, 2012; Kumar et al. 2019). 0 where that is below 0.
std::optional<double> debiased_rms_calibration_error(const ReliabilityTable& table);

/// Mean square of probability - outcome (Brier 1950): of top answers and hits, or of one class's scores and whether a
/// photo shows it. NaN is left out. nullopt: nothing is left.
std::optional<double> brier_score(std::span<const float> probabilities, std::span<const std::uint8_t> outcomes);

}  // namespace muster
