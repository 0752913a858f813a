#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "muster/report.h"
#include "muster/run.h"

namespace muster {

/// Totals by class; the three columns have one entry a class.
struct ClassTotals {
  std::vector<std::uint64_t> support, predicted, hits;
};

/// What one cluster (one video) of photos came to.
struct ClusterTally {
  std::uint64_t photos = 0, top1 = 0, top5 = 0;
};

/// All that the accuracy figures need of a Run, counted once. Classes are those in truth or prediction
/// (scikit-learn's default), after class groups. Photos not yet measured are left out.
struct ClassificationCounts {
  std::vector<std::string> class_names;
  std::vector<std::uint32_t> class_indices;  ///< into Dataset::class_names; of a group, its first class
  ClassTotals totals;                        ///< hits are right top-1 answers
  std::vector<std::uint64_t> unreadable_by_class;
  std::vector<ConfusionCell> cells;  ///< not zero; sorted by actual, predicted (none last)
  std::uint64_t photos = 0;          ///< graded: a class of the model, and readable
  std::uint64_t top1 = 0, top5 = 0;
  std::uint64_t unreadable = 0, pending = 0, not_a_number = 0, failed = 0;
  std::uint64_t none_photos = 0;                    ///< labelled "-": only for false alarms
  std::uint64_t set_aside = 0, set_aside_top1 = 0;  ///< of a class of the model, and not among `photos`
  bool has_top5 = false;
  Origin origin = Origin::kHost;
  std::string accelerator = "cpu";

  /// Where the photos belong together: one tally a cluster, and the cell of every photo in cluster order.
  std::vector<ClusterTally> clusters;
  std::vector<std::uint32_t> photo_cells;
  std::vector<std::uint64_t> cluster_ends;  ///< into photo_cells, one a cluster
};

/// The class of each output once groups are one class, and the names of those classes.
struct ClassGrouping {
  std::vector<std::uint32_t> of;
  std::vector<std::string> names;
  std::vector<std::uint32_t> first;  ///< the first output of each of those classes
};
ClassGrouping group_classes(const std::vector<std::string>& class_names, const std::vector<ClassGroup>& groups);

/// One value of a slice column.
struct Slice {
  const SliceColumn* column = nullptr;
  std::uint32_t value = 0;
};

/// Counts a Run's predictions, or its given matrix; nullopt: it has neither (or none in that slice).
std::optional<ClassificationCounts> count_classification(const Run& run, std::optional<Slice> slice = std::nullopt);

}  // namespace muster
