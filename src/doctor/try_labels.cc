#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

#include "base/photo_states.h"
#include "doctor/fit_labels.h"
#include "doctor/graded_answers.h"
#include "doctor/label_rules.h"
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

/// Photos of the half that chooses an order, and those of the half that tries it.
struct Halves {
  std::vector<OutputOfPhoto> fitted_on;
  std::vector<std::uint32_t> unseen;
};

Halves halves_of(const GradedAnswers& graded, const ScoredPhotos& scored) {
  const HalfSplit split = split_halves({scored.keys, scored.classes, {}});
  Halves halves;
  for (std::size_t i = 0; i < scored.photos.size(); ++i) {
    if (split.halves[i] == 0)
      halves.fitted_on.push_back({graded.output_of(scored.photos[i]), scored.classes[i]});
    else
      halves.unseen.push_back(scored.photos[i]);
  }
  return halves;
}

bool shows_one_class(const GradedAnswers& graded) {
  std::optional<std::uint32_t> first;
  return std::ranges::none_of(graded.photos(), [&](std::uint32_t photo) {
    if (!is_answered(graded.answers.answers[0].states[photo])) return false;
    if (!first) first = graded.graded_class(photo);
    return graded.graded_class(photo) != *first;
  });
}

}  // namespace

LabelTrials try_labels(const GradedAnswers& graded, const Labels& labels) {
  LabelTrials tried;
  if (shows_one_class(graded)) return tried;  // it fits many orders of labels
  const auto add = [&](LabelChange reading, std::span<const std::uint32_t> photos, bool is_credible) {
    tried.trials.push_back({reading.change, graded.pairs(reading, photos), false, true, is_credible});
    tried.readings.push_back(std::move(reading));
  };
  for (LabelChange& reading : suspected_label_changes(labels)) {
    const bool is_credible = is_credible_named_order(graded, labels, reading);
    add(std::move(reading), graded.photos(), is_credible);
  }
  const ScoredPhotos scored = scored_photos(graded);
  if (!has_enough_of_each_class(scored)) return tried;
  const Halves halves = halves_of(graded, scored);
  LabelChange free_order = fit_labels(labels, halves.fitted_on);
  const bool is_credible = is_credible_free_order(graded, labels, free_order, halves.unseen);
  // An order that photos choose and a rule explains has the rule's name.
  for (std::size_t i = 0; i < tried.trials.size() && is_credible; ++i)
    if (are_alike(graded, tried.readings[i], free_order)) tried.trials[i].is_credible = true;
  add(std::move(free_order), halves.unseen, is_credible);
  return tried;
}

}  // namespace muster
