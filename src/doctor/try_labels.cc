#include <algorithm>
#include <cstring>
#include <map>

#include "doctor/fit_labels.h"
#include "doctor/graded_answers.h"
#include "metrics/half_split.h"

namespace muster {
namespace {

constexpr std::size_t kLeastOfClass = 5;

/// The photos that have a score, and what a split looks at.
struct ScoredPhotos {
  std::vector<std::uint32_t> photos, classes;
  std::vector<std::uint64_t> keys;
};

ScoredPhotos scored_photos(const GradedAnswers& graded) {
  ScoredPhotos scored;
  for (const std::uint32_t photo : graded.photos()) {
    if (!graded.is_scored(photo)) continue;
    scored.photos.push_back(photo);
    scored.classes.push_back(graded.class_of(photo));
    std::uint64_t key = 0;
    std::memcpy(&key, graded.answers.digests[photo].data(), sizeof key);
    scored.keys.push_back(key);
  }
  return scored;
}

bool has_enough_of_each_class(const ScoredPhotos& scored) {
  std::map<std::uint32_t, std::size_t> of_class;
  for (const std::uint32_t one : scored.classes) ++of_class[one];
  return of_class.size() > 1 &&
         std::ranges::all_of(of_class, [](const auto& one) { return one.second >= kLeastOfClass; });
}

}  // namespace

LabelTrials try_labels(const GradedAnswers& graded, const Labels& labels) {
  LabelTrials tried;
  const auto class_of = [&](std::uint32_t photo) { return graded.class_of(photo); };
  const std::span<const std::uint32_t> all = graded.photos();
  const auto is_other = [&](std::uint32_t photo) { return class_of(photo) != class_of(all.front()); };
  if (all.empty() || std::ranges::none_of(all, is_other)) return tried;  // one class fits many orders of labels
  const auto add = [&](LabelChange reading, std::span<const std::uint32_t> photos) {
    tried.trials.push_back({reading.change, graded.pairs(reading, photos), false});
    tried.readings.push_back(std::move(reading));
  };
  for (LabelChange& reading : suspected_label_changes(labels)) add(std::move(reading), graded.photos());
  const ScoredPhotos scored = scored_photos(graded);
  if (!has_enough_of_each_class(scored)) return tried;
  const HalfSplit split = split_halves({scored.keys, scored.classes, {}});
  std::vector<OutputOfPhoto> fitted_on;
  std::vector<std::uint32_t> tried_on;
  for (std::size_t i = 0; i < scored.photos.size(); ++i) {
    if (split.halves[i] == 0)
      fitted_on.push_back({graded.output_of(scored.photos[i]), scored.classes[i]});
    else
      tried_on.push_back(scored.photos[i]);
  }
  add(fit_labels(labels, fitted_on), tried_on);
  return tried;
}

}  // namespace muster
