#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "muster/metric.h"

namespace muster {

inline constexpr int kSeverities = 5;  ///< of each kind of degradation, from 1

/// Test photos degraded as phones take them.
struct StressOptions {
  std::uint64_t photos = 200;  ///< at most so many, drawn evenly from all classes; 0: all
  std::uint64_t seed = 0;      ///< of which photos are drawn, and of what is random in a degradation
};

/// One kind of degradation in a report.
struct StressKindView {
  std::string kind, title;
  std::vector<Estimate> accuracy;  ///< top-1, by severity
  Estimate drop;                   ///< of the same photos as they are, minus the mean over the severities
};

/// A class that is surely recognised less than half as often as on photos as they are, over all kinds and severities.
struct CollapsedClass {
  std::string name;
  std::uint64_t photos = 0;
  double clean_recall = 0, recall = 0;
};

/// How much of its accuracy a model keeps on photos as phones take them. Of photos that were degraded in every way.
struct StressView {
  std::uint64_t photos = 0, planned = 0, drawn_from = 0;  ///< measured, of those drawn, of those that could be
  Estimate clean;                                         ///< top-1 accuracy of these photos as they are
  Estimate drop;                                          ///< mean over all kinds and severities
  std::vector<StressKindView> kinds;                      ///< in the order of `muster list degradations`
  std::vector<Estimate> corrected_drops;                  ///< of each kind, with intervals that hold for all at once
  std::size_t hardest = 0;                                ///< into kinds: the largest drop
  bool surely_hardest = false;                            ///< surely larger than each other kind's
  std::uint64_t classes_looked_at = 0;                    ///< with enough photos to be called collapsed
  std::vector<CollapsedClass> collapsed;
};

}  // namespace muster
