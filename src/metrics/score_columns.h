#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "metrics/half_split.h"
#include "muster/run.h"

namespace muster {

/// The photos that were answered, as rows for a threshold: what is accepted by its score, and whether rightly.
struct ScoreColumns {
  std::vector<float> scores;           ///< NaN where an output was none
  std::vector<std::uint8_t> positive;  ///< 0 or 1
  std::vector<std::uint64_t> keys;     ///< of the photos themselves
  std::vector<std::uint32_t> strata;   ///< their classes; of one class against the rest, those two
  std::vector<std::uint32_t> groups;   ///< kNoGroup: alone; empty: all are

  [[nodiscard]] SplitColumns split() const { return {keys, strata, groups}; }
};

/// One class, or class group, of run.class_scores against all other photos. nullopt: its scores are not there.
std::optional<ScoreColumns> class_columns(const Run& run, std::string_view class_name);

/// The confidence of the top answer, a probability (of logits, by the softmax of all outputs), and whether it is right:
/// the same class, or (`grouped`) of the same class group. nullopt: no answers, or their confidence is not known.
std::optional<ScoreColumns> confidence_columns(const Run& run, bool grouped);

/// A number for a photo that depends on nothing but its file, or its path where the file was not read.
std::uint64_t photo_key(const Run& run, std::size_t photo);

/// Groups as clusters, in which a row without a group is one of its own.
std::vector<std::uint32_t> clusters_of(std::span<const std::uint32_t> groups);

}  // namespace muster
