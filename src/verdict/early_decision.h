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
/// and Ramdas; base/betting.h) that holds at every photo, together at 95 %. A limit on top-1 accuracy has a second bet,
/// with a share of the error of its own: that the model beats always giving the commonest class of all photos that may
/// be taken. What they say is of photos like these, not of the folder.
class DecisionCourse {
 public:
  /// `run` must outlive it; its photos are added as they are taken.
  DecisionCourse(const Budget& budget, const Run& run);

  /// The next photo, which has been answered. One that could not be read, or that crashed the model, counts as wrong
  /// for the lower bound and as right for the upper.
  void add(std::size_t photo);

  /// Whether no result of a further photo can change the verdict: a limit fails, or all hold, and each top-1 accuracy
  /// beats the constant answer.
  [[nodiscard]] bool settled() const;

  /// The figure of a limit as decided; nullopt: it is none of those, or no photo said anything of it.
  [[nodiscard]] std::optional<Estimate> estimate(std::string_view metric) const;

  /// Whether a limit's top-1 accuracy is shown to beat the constant answer; nullopt: it is none of those.
  [[nodiscard]] std::optional<bool> beats_constant(std::string_view metric) const;

 private:
  /// Photos that the model or the constant answer, and not both, has right: that more than half are the model's.
  struct AgainstConstant {
    std::uint32_t commonest = 0;    ///< into the grouped classes
    std::size_t classes_shown = 0;  ///< by all photos that may be taken
    DrawTotals differing;           ///< 1: the model is right
    bool is_beaten = false;         ///< at some photo so far
  };
  struct Course {
    MetricName name;
    double bad = 0;
    std::optional<std::pair<const SliceColumn*, std::uint32_t>> slice;
    std::uint64_t hits = 0, photos = 0;  ///< that were graded
    BettingInterval pessimist, optimist;
    std::optional<AgainstConstant> constant;  ///< for top-1 accuracy
  };
  [[nodiscard]] std::optional<AgainstConstant> constant_of(const Course& course) const;
  void bet_against_constant(Course& course, std::size_t photo, bool hit) const;
  [[nodiscard]] bool concerns(const Course& course, std::size_t photo) const;
  [[nodiscard]] bool is_hit(const Course& course, std::size_t photo) const;

  const Run& run_;
  ClassGrouping grouping_;
  std::vector<Course> courses_;
  double constant_error_ = 0.05;  ///< of each bet against the constant answer
};

/// The course of a Run that was decided early, photo by photo as they were taken.
DecisionCourse replay(const Budget& budget, const Run& run);

}  // namespace muster
