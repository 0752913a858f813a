#include "metrics/score_columns.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/named_classes.h"
#include "base/photo_states.h"
#include "metrics/classification.h"

namespace muster {
namespace {

/// FNV-1a, for photos whose files were not read.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char character : text) hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211U;
  return hash;
}

/// A row for each answered photo.
template <class Score, class Positive>
ScoreColumns columns_of(const Run& run, const Score& score, const Positive& positive) {
  ScoreColumns columns;
  const SliceColumn& group = run.dataset.group;
  for (std::size_t photo = 0; photo < run.predictions.states.size(); ++photo) {
    if (!is_answered(run.predictions.states[photo])) continue;
    const bool scored = run.predictions.states[photo] == PhotoState::kScored;
    columns.scores.push_back(scored ? score(photo) : std::numeric_limits<float>::quiet_NaN());
    columns.positive.push_back(positive(photo) ? 1 : 0);
    columns.keys.push_back(photo_key(run, photo));
    columns.strata.push_back(run.dataset.classes[photo]);
    if (group.name.empty()) continue;
    const std::uint32_t value = group.indices[photo];
    columns.groups.push_back(group.values[value].empty() ? kNoGroup : value);
  }
  return columns;
}

/// The score of the top answer as a probability; nothing is known of logits without the softmax.
std::optional<float> confidence_of(const Predictions& predictions, std::size_t photo) {
  if (predictions.score_kind != "logit") return predictions.scores[photo][0];
  if (predictions.softmax.empty()) return std::nullopt;
  return predictions.softmax[photo];
}

}  // namespace

std::uint64_t photo_key(const Run& run, std::size_t photo) {
  const auto& digests = run.predictions.digests;
  if (photo >= digests.size() || digests[photo] == decltype(digests[photo]){}) return hash_of(run.dataset.paths[photo]);
  std::uint64_t key = 0;
  std::memcpy(&key, digests[photo].data(), sizeof(key));
  return key;
}

std::vector<std::uint32_t> clusters_of(std::span<const std::uint32_t> groups) {
  std::vector<std::uint32_t> clusters(groups.begin(), groups.end());
  std::uint32_t next = 0;
  for (const std::uint32_t group : groups)
    if (group != kNoGroup) next = std::max(next, group + 1);
  for (std::uint32_t& cluster : clusters)
    if (cluster == kNoGroup) cluster = next++;
  return clusters;
}

std::optional<ScoreColumns> class_columns(const Run& run, std::string_view class_name) {
  const auto found = std::ranges::find(run.class_scores, class_name, &ClassScores::name);
  if (found == run.class_scores.end() || found->values.size() != run.predictions.states.size()) return std::nullopt;
  std::vector<bool> members(run.dataset.class_names.size());
  for (const std::uint32_t member : classes_named(run, class_name)) members[member] = true;
  ScoreColumns columns = columns_of(
      run, [&](std::size_t photo) { return found->values[photo]; },
      [&](std::size_t photo) {
        const std::uint32_t actual = run.dataset.classes[photo];
        return actual != kNoClass && members[actual];
      });
  columns.strata.assign(columns.positive.begin(), columns.positive.end());
  return columns;
}

std::optional<ScoreColumns> confidence_columns(const Run& run, bool grouped) {
  const Predictions& predictions = run.predictions;
  if (predictions.states.empty() || predictions.score_kind.empty()) return std::nullopt;
  if (predictions.score_kind == "logit" && predictions.softmax.empty()) return std::nullopt;
  const ClassGrouping grouping =
      group_classes(run.dataset.class_names, grouped ? run.class_groups : std::vector<ClassGroup>());
  return columns_of(
      run, [&](std::size_t photo) { return *confidence_of(predictions, photo); },
      [&](std::size_t photo) {
        const std::uint32_t actual = run.dataset.classes[photo];
        const std::int32_t answer = predictions.best[photo][0];
        return predictions.states[photo] == PhotoState::kScored && actual != kNoClass && answer >= 0 &&
               grouping.of[actual] == grouping.of[static_cast<std::size_t>(answer)];
      });
}

}  // namespace muster
