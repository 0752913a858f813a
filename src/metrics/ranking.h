#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "muster/threshold.h"

namespace muster {

/// Rates of those counts; nullopt: no denominator (nothing accepted; no positives; neither).
std::optional<double> precision_of(const BinaryCounts& counts);
std::optional<double> recall_of(const BinaryCounts& counts);
/// (1 + beta²) TP / ((1 + beta²) TP + beta² FN + FP) (van Rijsbergen 1979).
std::optional<double> f_beta_of(const BinaryCounts& counts, double beta);

/// Rows from the highest score to the lowest. A NaN is the lowest of all, and no threshold accepts it.
struct RankedRows {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> ends;  ///< into rows: the end of each group of equal scores, but for the NaNs
};
RankedRows rank_rows(std::span<const float> scores);

/// The curve of all distinct scores; `positive` is 0 or 1 a row.
RankingCurve ranking_curve(std::span<const float> scores, std::span<const std::uint8_t> positive);

/// The counts at the lowest threshold of the curve that is not below `threshold`; a NaN accepts nothing.
BinaryCounts counts_at(const RankingCurve& curve, float threshold);

/// Sum of (R_n - R_n-1) P_n over the thresholds, scikit-learn's average_precision_score. nullopt: no positives.
std::optional<double> average_precision(const RankingCurve& curve);

/// Area under the ROC by trapezoids: the probability that a positive is above a negative, ties counting half (Hanley
/// and McNeil 1982). nullopt: no positives, or no negatives.
std::optional<double> roc_area(const RankingCurve& curve);

/// The threshold of the largest F-beta, of several the strictest. nullopt: no positives, or no score that is a number.
std::optional<BestFBeta> best_f_beta(const RankingCurve& curve, double beta);

/// The two areas where row i was drawn weights[i] times: one sort serves all replicates of a bootstrap.
std::optional<double> weighted_average_precision(const RankedRows& ranked, std::span<const std::uint8_t> positive,
                                                 std::span<const std::uint32_t> weights);
std::optional<double> weighted_roc_area(const RankedRows& ranked, std::span<const std::uint8_t> positive,
                                        std::span<const std::uint32_t> weights);

}  // namespace muster
