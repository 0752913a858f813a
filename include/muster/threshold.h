#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "muster/metric.h"

namespace muster {

/// What "accept when score >= threshold" does to the photos of one class (positives) and the rest (negatives).
struct BinaryCounts {
  std::uint64_t true_positives = 0, false_positives = 0, false_negatives = 0, true_negatives = 0;
};

/// One class against the rest at every threshold that matters. Columns have one entry a threshold.
struct RankingCurve {
  std::vector<float> thresholds;                               ///< distinct, descending, never NaN
  std::vector<std::uint64_t> true_positives, false_positives;  ///< accepted at it
  std::uint64_t positives = 0, negatives = 0;                  ///< all, those of a NaN score too
  std::uint64_t not_a_number = 0;                              ///< observations whose score is NaN
};

/// The threshold of the largest F-beta; beta 2 weighs recall twice, 0.5 precision.
struct BestFBeta {
  float threshold = 0;
  double value = 0;
  double beta = 1;
};

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
  kNotShown,      ///< none was shown to meet it on the first half, though one may; given is the best
  kUnreachable,   ///< none can that finds 5 % of the positives or more, by their upper bounds; given is the best
  kTooFew,        ///< not even a perfect result could meet it
};
std::string_view to_string(ThresholdStatus status);  // "confirmed", "not confirmed", "not shown", …

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

/// A class, or class group, whose threshold is asked for; "": the confidence of the top answer, of which the right
/// answers are the positives. Without a goal only its curves are wanted.
struct ThresholdRequest {
  std::string class_name;
  std::optional<ThresholdGoal> goal;
};

/// What came of a request.
struct ThresholdView {
  ThresholdRequest request;
  RankingCurve curve;
  std::optional<Estimate> average_precision, roc_area;
  std::vector<BestFBeta> best_f_beta;  ///< of beta 0.5, 1 and 2; none without positives
  std::optional<double> brier_score;
  std::optional<ThresholdChoice> choice;
  std::vector<std::string> sentences;  ///< the choice in words; the first has the result
};

/// Photos whose confidence lies in (low, high]; exactly 0 is in the first bin.
struct ReliabilityBin {
  double low = 0, high = 0;
  std::uint64_t photos = 0;
  double confidence = 0, accuracy = 0;  ///< means; 0 of no photo
};

struct ReliabilityTable {
  std::vector<ReliabilityBin> bins;  ///< equally wide over [0, 1]
  std::uint64_t photos = 0;          ///< in the bins
  std::uint64_t not_a_number = 0;    ///< left out
};

/// What a temperature would mend.
struct TemperatureScaling {
  double temperature = 1;                     ///< of all rows
  std::array<double, 2> half_temperatures{};  ///< fitted on each half
  /// Of each half's photos, by the temperature of the other; the mean of both halves. Both are biased upward alike, so
  /// their difference tells more than their size.
  double calibration_error_before = 0, calibration_error_after = 0;
  std::uint64_t photos = 0, left_out = 0;
};

/// Whether confidences mean what they say.
struct Calibration {
  ReliabilityTable table;                 ///< 15 bins of the top answers
  std::optional<double> maximum_error;    ///< over bins
  std::optional<double> error_by_chance;  ///< what a perfectly calibrated model would show
  std::optional<double> debiased_error;
  std::optional<TemperatureScaling> temperature;
  std::string no_temperature;  ///< not empty: why there is none, though whole outputs are there
  std::string reason;          ///< not empty: why nothing is known
};

}  // namespace muster
