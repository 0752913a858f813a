#include "doctor/graded_answers.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/photo_states.h"

namespace muster {

GradedAnswers::GradedAnswers(const Dataset& dataset, const std::vector<ClassGroup>& groups,
                             std::vector<std::uint32_t> photos, std::size_t preparations)
    : answers(preparations, dataset.size()),
      dataset_(dataset),
      grouping_(group_classes(dataset.class_names, groups)),
      photos_(std::move(photos)) {}

std::uint64_t GradedAnswers::count(PhotoState state) const {
  const auto& states = answers.answers[0].states;
  return static_cast<std::uint64_t>(
      std::ranges::count_if(photos_, [&](std::uint32_t photo) { return states[photo] == state; }));
}

std::size_t GradedAnswers::output_of(std::uint32_t photo) const {
  return static_cast<std::size_t>(output_of_class(answers.answers[0].best[photo], dataset_.background));
}

bool GradedAnswers::is_right(std::uint32_t photo, std::int64_t answer) const {
  return answer >= 0 && answer < static_cast<std::int64_t>(grouping_.of.size()) &&
         grouping_.of[static_cast<std::size_t>(answer)] == grouping_.of[class_of(photo)];
}

std::optional<std::uint32_t> GradedAnswers::graded_answer(std::uint32_t photo) const {
  const std::int32_t answer = answers.answers[0].best[photo];
  if (!is_scored(photo) || answer < 0 || static_cast<std::size_t>(answer) >= grouping_.of.size()) return std::nullopt;
  return grouping_.of[static_cast<std::size_t>(answer)];
}

std::vector<PairedPhoto> GradedAnswers::pairs(std::size_t preparation) const {
  const TopAnswers &before = answers.answers[0], &after = answers.answers[preparation];
  const auto right = [&](const TopAnswers& column, std::uint32_t photo) {
    return column.states[photo] == PhotoState::kScored && is_right(photo, column.best[photo]);
  };
  std::vector<PairedPhoto> pairs;
  for (const std::uint32_t photo : photos_)
    if (is_answered(before.states[photo]) && is_answered(after.states[photo]))
      pairs.push_back({graded_class(photo), right(before, photo), right(after, photo)});
  return pairs;
}

std::vector<PairedPhoto> GradedAnswers::pairs(const LabelChange& reading, std::span<const std::uint32_t> photos) const {
  const TopAnswers& before = answers.answers[0];
  std::vector<PairedPhoto> pairs;
  for (const std::uint32_t photo : photos) {
    if (!is_answered(before.states[photo])) continue;
    PairedPhoto pair{graded_class(photo), false, false};
    if (is_scored(photo) && output_of(photo) < reading.class_of_output.size()) {
      pair.before = is_right(photo, before.best[photo]);
      pair.after = is_right(photo, reading.class_of_output[output_of(photo)]);
    }
    pairs.push_back(pair);
  }
  return pairs;
}

void GradedAnswers::split_single_output(bool logit) {
  for (TopAnswers& column : answers.answers)
    for (const std::uint32_t photo : photos_)
      if (column.states[photo] == PhotoState::kScored)
        column.best[photo] = column.scores[photo] >= (logit ? 0.0F : 0.5F) ? 0 : 1;
}

void GradedAnswers::leave_out_copies() {
  std::set<Sha256Digest> seen;
  std::erase_if(photos_, [&](std::uint32_t photo) {
    return is_answered(answers.answers[0].states[photo]) && !seen.insert(answers.digests[photo]).second;
  });
}

}  // namespace muster
