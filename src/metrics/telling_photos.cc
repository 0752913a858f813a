#include "metrics/telling_photos.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace muster {
namespace {

/// From outputs of the model to classes of the report.
class ClassPlaces {
 public:
  ClassPlaces(const Run& run, const ClassificationCounts& counts)
      : grouping_(group_classes(run.dataset.class_names, run.class_groups)) {
    for (std::uint32_t place = 0; place < counts.class_indices.size(); ++place)
      place_of_.emplace(counts.class_indices[place], place);
  }
  [[nodiscard]] std::optional<std::uint32_t> of(std::int64_t output) const {
    if (output < 0 || output >= static_cast<std::int64_t>(grouping_.of.size())) return std::nullopt;
    const auto found = place_of_.find(grouping_.first[grouping_.of[static_cast<std::size_t>(output)]]);
    return found == place_of_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  ClassGrouping grouping_;
  std::unordered_map<std::uint32_t, std::uint32_t> place_of_;
};

/// The first `most` by `order`.
void keep_first(std::vector<AnsweredPhoto>& photos, std::size_t most, auto order) {
  std::ranges::stable_sort(photos, order, &AnsweredPhoto::score);
  if (photos.size() > most) photos.resize(most);
}

}  // namespace

std::vector<AnsweredPhoto> telling_photos(const Run& run, const ClassificationCounts& counts) {
  const Predictions& predictions = run.predictions;
  const ClassPlaces places(run, counts);
  std::vector<AnsweredPhoto> wrong, right;
  for (std::uint32_t photo = 0; photo < predictions.states.size(); ++photo) {
    const PhotoState state = predictions.states[photo];
    const std::uint32_t label = run.dataset.classes[photo];
    const bool scored = state == PhotoState::kScored;
    if (label == kNoClass || !(scored || state == PhotoState::kNotANumber || state == PhotoState::kFailed)) continue;
    AnsweredPhoto one{photo, places.of(label), std::nullopt, false, 0};
    if (scored) one.predicted = places.of(predictions.best[photo][0]);
    if (scored && photo < predictions.scores.size()) one.score = predictions.scores[photo][0];
    one.right = scored && one.actual && one.actual == one.predicted;
    (one.right ? right : wrong).push_back(one);
  }
  keep_first(wrong, std::max(kMostTelling * 3 / 4, kMostTelling - std::min(kMostTelling, right.size())),
             std::greater<>());
  keep_first(right, kMostTelling - wrong.size(), std::less<>());
  wrong.insert(wrong.end(), right.begin(), right.end());
  return wrong;
}

}  // namespace muster
