#pragma once

#include <vector>

#include "base/betting.h"
#include "metrics/classification.h"
#include "metrics/metrics.h"
#include "muster/budget.h"
#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Whether a metric is a mean over single photos, which may be decided photo by photo.
bool is_decidable(const Metric& metric);

/// Whether photos may be taken one by one until the budget's accuracy is decided: only means over single, independent
/// photos can be (top-1 and top-5 accuracy, recall of a class, also by slice). Error: kInvalidArgument, the limit or
/// the data for which that does not hold, and why.
Result<void> require_decidable(const Budget& budget, const Run& run);

/// The error-level limits on accuracy while photos are taken in random order: each has a betting interval (Waudby-Smith
/// and Ramdas; base/betting.h) that holds at every photo, together at 95 %. What it says is of photos like these, not
/// of the folder.
class DecisionCourse {
 public:
  /// `run` must outlive it; its photos are added as they are taken.
  DecisionCourse(const Budget& budget, const Run& run);

  /// The next photo, which has been answered. One that could not be read, or that crashed the model, counts as wrong
  /// for the lower bound and as right for the upper.
  void add(std::size_t photo);

  /// Whether no result of a further photo can change the verdict: a limit surely fails, or all surely do not.
  [[nodiscard]] bool settled() const;

  /// The figure of a limit as decided; nullopt: it is none of those, or no photo said anything of it.
  [[nodiscard]] std::optional<Estimate> estimate(std::string_view metric) const;

 private:
  struct Course {
    MetricName name;
    double bad = 0;
    std::optional<std::pair<const SliceColumn*, std::uint32_t>> slice;
    std::uint64_t hits = 0, photos = 0;  ///< that were graded
    BettingInterval pessimist, optimist;
  };
  [[nodiscard]] bool concerns(const Course& course, std::size_t photo) const;
  [[nodiscard]] bool is_hit(const Course& course, std::size_t photo) const;

  const Run& run_;
  ClassGrouping grouping_;
  std::vector<Course> courses_;
};

/// The course of a Run that was decided early, photo by photo as they were taken.
DecisionCourse replay(const Budget& budget, const Run& run);

}  // namespace muster
