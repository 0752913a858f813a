#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/paired_statistics.h"
#include "metrics/classification.h"
#include "metrics/other_counts.h"

namespace muster {

/// The model compared with the answer that needs no model: always the commonest class of the graded photos.
struct ConstantBaseline {
  std::uint32_t commonest = 0;    ///< into the counts' classes; of several, the one with the fewest hits
  std::uint64_t photos = 0;       ///< graded
  std::uint64_t support = 0;      ///< of them, photos of that class
  std::size_t classes_shown = 0;  ///< classes that graded photos show
  /// First the model, second the constant answer. Photos of the commonest class that could not be read count for the
  /// constant answer, and other unreadable photos for neither.
  PairedCounts pairs;

  /// The accuracy of the constant answer.
  [[nodiscard]] double share() const { return static_cast<double>(support) / static_cast<double>(photos); }
};

/// nullopt: no photo was graded. Pure. Of other photos, all unreadable ones count for the constant answer.
std::optional<ConstantBaseline> constant_baseline(const ClassificationCounts& counts);
std::optional<ConstantBaseline> constant_baseline(const OtherCounts& counts);

/// Whether the model has more photos right than the constant answer, one-sided at 95 %: McNemar's exact test. For
/// photos that are independent.
bool beats_constant(const ConstantBaseline& baseline);

/// The same; where photos come in groups, also by a bootstrap of whole groups, and of fewer than twenty groups also by
/// the exact sign test of the groups, since a bootstrap of few shows too little spread.
bool beats_constant(const ClassificationCounts& counts, const ConstantBaseline& baseline);

/// How many photos in all would show the advantage, with 80 % probability, at the rates seen; nullopt: the model is not
/// ahead, or over kMostSamples.
std::optional<std::uint64_t> photos_to_beat_constant(const ConstantBaseline& baseline);

/// A model that gives one answer to nearly all photos.
struct NearlyConstantAnswer {
  std::uint32_t answer = 0;       ///< into ClassificationCounts::class_names
  std::uint64_t answered_so = 0;  ///< graded photos
  std::uint64_t answers = 0;      ///< graded photos that were answered at all
  std::uint64_t support = 0;      ///< answered photos that show that class
};

/// One class has at least 95 % of the answers, and significantly more (exact, one-sided, 95 %) than its share of the
/// photos; or all answers are one class, and the photos show two or more. nullopt: neither. Pure.
std::optional<NearlyConstantAnswer> constant_answer(const ClassificationCounts& counts);

}  // namespace muster
