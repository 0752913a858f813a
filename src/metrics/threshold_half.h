#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/statistics.h"
#include "metrics/ranking.h"
#include "metrics/threshold_choice.h"

namespace muster {

/// What a threshold accepts: photos, positives among them, and the number of units they are worth.
struct AcceptedUnits {
  std::uint64_t photos = 0, positives = 0;
  double effective = 0;
};

/// One half of the photos, ranked.
class ThresholdHalf {
 public:
  void add(float score, bool positive, std::uint32_t unit);
  /// Call once, after the last photo. Units are below unit_count.
  void rank(std::uint32_t unit_count);

  [[nodiscard]] std::uint64_t photos() const { return scores_.size(); }
  [[nodiscard]] std::uint64_t positives() const { return positives_; }
  [[nodiscard]] double effective_photos() const { return effective_photos_; }
  [[nodiscard]] double effective_positives() const { return effective_positives_; }

  /// Every distinct score from the highest down, with all that it accepts.
  using Visit = std::function<void(float threshold, const AcceptedUnits& accepted, bool last)>;
  void accept_downwards(const Visit& visit) const;

  [[nodiscard]] HalfFigures figures(float threshold, const ThresholdGoal& goal) const;

  /// Of the cost a photo with so many errors of either kind, given how many photos are positive; `scale` as many units.
  [[nodiscard]] Interval cost_interval(std::uint64_t false_positives, std::uint64_t false_negatives,
                                       const ThresholdGoal& goal, double scale = 1) const;

  /// The fewest photos like these that, all decided rightly, would surely cost less a photo; nullopt: not to be told.
  [[nodiscard]] std::optional<std::uint64_t> photos_to_cost_less_than(double cost, const ThresholdGoal& goal) const;

 private:
  enum class Part { kAll, kPositives, kNegatives };
  [[nodiscard]] double effective(Part part, float threshold) const;

  std::vector<float> scores_;
  std::vector<std::uint8_t> positive_;
  std::vector<std::uint32_t> units_;
  std::uint32_t unit_count_ = 0;
  RankedRows ranked_;
  std::uint64_t positives_ = 0;
  double effective_photos_ = 0, effective_positives_ = 0, effective_negatives_ = 0;
};

}  // namespace muster
