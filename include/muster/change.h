#pragma once

#include <cstdint>
#include <string>
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

/// What came of a change. `mended` photos were wrong before it and right after, `spoilt` ones the reverse.
struct TriedChange {
  Change change;
  std::uint64_t photos = 0, right_before = 0, right_after = 0, mended = 0, spoilt = 0;
  Estimate gain;  ///< accuracy after it less that before; all intervals together hold at 95 %; none where dropped
  double balanced_gain = 0;  ///< the same of the mean of all classes' recalls
  double p = 1;              ///< McNemar's exact test; 1 where dropped
  double p_corrected = 1;    ///< Holm, over all changes, those dropped too
  bool dropped = false;      ///< others did better on the first photos, so it was not tried on all
  bool helps = false;        ///< it surely raises accuracy
};

/// Likely mistakes that were tried since accuracy was below its limit.
struct PreprocessingHint {
  std::uint64_t photos = 0;          ///< those in preparation were tried on so many
  std::vector<TriedChange> changes;  ///< that help first
};

}  // namespace muster
