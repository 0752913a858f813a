#pragma once

#include <cstdint>
#include <vector>

#include "metrics/ranking.h"

namespace muster {

/// Rankings of many classes over more scores than memory holds, exactly, in two passes. A curve's areas and its best
/// F-beta change only where a positive is accepted; so it is enough to count the negatives between the positives'
/// scores. Memory grows with positives and classes, not with classes × photos.
///
/// First every positive through add_positive, then end_positives, then every score through count.
class RankingCounter {
 public:
  explicit RankingCounter(std::uint32_t class_count);

  /// `class_index` is below class_count, here and everywhere.
  void add_positive(std::uint32_t class_index, float score);
  void end_positives();

  /// Positives, which are known already, are passed over.
  void count(std::uint32_t class_index, float score, bool positive);

  /// The class's curve at its corners: each distinct score of a positive; right above it, where negatives lie between
  /// it and the next; and minus infinity, where negatives lie below all. Areas, best F-beta and the counts at a
  /// positive's score equal those of all scores.
  [[nodiscard]] RankingCurve curve(std::uint32_t class_index) const;

  [[nodiscard]] std::uint64_t memory_bytes() const;

 private:
  struct Positive {
    std::uint32_t class_index = 0;
    float score = 0;
  };
  /// One distinct score of a class's positives, the highest first.
  struct Step {
    float score = 0;
    std::uint32_t positives = 0;       ///< at it
    std::uint64_t negatives = 0;       ///< at it
    std::uint64_t negatives_over = 0;  ///< above it, and below the step before
  };
  /// What lies below a class's last step.
  struct Rest {
    std::uint64_t negatives = 0, nan_positives = 0, nan_negatives = 0;
  };

  std::vector<Positive> positives_;  ///< of the first pass; then empty
  std::vector<float> step_scores_;   ///< by class; apart from steps_, since every search reads them
  std::vector<Step> steps_;
  std::vector<std::uint64_t> step_ends_;  ///< into steps_, one a class
  std::vector<Rest> rests_;               ///< one a class
};

}  // namespace muster
