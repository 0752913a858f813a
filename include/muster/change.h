#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "muster/metric.h"

namespace muster {

/// One change to how photos are prepared or answers are read, in words.
struct Change {
  std::string id;       ///< "colour:bgr", "normalisation:imagenet", "labels:next"
  std::string words;    ///< "colour order bgr in place of rgb"
  std::string options;  ///< of muster's commands, that make it; empty: none can
  std::string advice;   ///< what to change where
};

/// The share that changes are judged by: where some classes have far more photos than others, a model that always
/// answers a common class has a good top-1 accuracy, and a poor mean recall.
enum class JudgedBy { kTop1Accuracy, kMeanRecall };

/// The metric's id: "top1_accuracy", "balanced_accuracy".
std::string_view to_string(JudgedBy judged_by);

/// What came of a change. `mended` photos were wrong before it and right after, `spoilt` ones the reverse.
struct TriedChange {
  Change change;
  std::uint64_t photos = 0, right_before = 0, right_after = 0, mended = 0, spoilt = 0;
  Estimate
      gain;  ///< of the share judged by, after less before; all intervals together hold at 95 %; none where dropped
  double balanced_gain = 0;  ///< of the mean of all classes' recalls
  double p = 1;              ///< of a two-sided sign test of the gain; 1 where dropped
  double p_corrected = 1;    ///< Holm, over all changes, those dropped too
  bool dropped = false;      ///< others did better on the first photos, so it was not tried on all
  bool helps = false;        ///< it raises the share judged by, with 95 % confidence, and nothing speaks against it
  JudgedBy judged_by = JudgedBy::kTop1Accuracy;
  double recall_before = 0, recall_after = 0;  ///< the mean of all classes' recalls
};

/// Likely mistakes that were tried since accuracy was below its limit.
struct PreprocessingHint {
  std::uint64_t photos = 0;          ///< those in preparation were tried on so many
  std::vector<TriedChange> changes;  ///< that help first
};

}  // namespace muster
