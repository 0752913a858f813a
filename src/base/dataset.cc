#include "muster/dataset.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "muster/run.h"

namespace muster {
namespace {

/// A column that was not filled has fewer entries.
template <class T>
void remove_from(std::vector<T>& column, const std::vector<bool>& removed) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < column.size(); ++i)
    if (!removed[i]) column[kept++] = column[i];
  column.resize(kept);
}

/// Photos named by their numbers, once some are gone.
void keep_numbers(std::vector<std::uint32_t>& photos, const std::vector<bool>& removed) {
  std::vector<std::uint32_t> place(removed.size());
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < removed.size(); ++i) place[i] = removed[i] ? 0 : kept++;
  std::erase_if(photos, [&](std::uint32_t photo) { return removed[photo]; });
  for (std::uint32_t& photo : photos) photo = place[photo];
}

/// Photos that are gone take their answers with them.
void remove_from(StressAnswers& stress, const std::vector<bool>& removed) {
  const std::size_t width = stress.width();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < stress.photos.size(); ++i) {
    if (removed[stress.photos[i]]) continue;
    for (std::size_t k = 0; k < width; ++k) {
      stress.states[kept * width + k] = stress.states[i * width + k];
      stress.top1[kept * width + k] = stress.top1[i * width + k];
    }
    ++kept;
  }
  stress.states.resize(kept * width), stress.top1.resize(kept * width);
  keep_numbers(stress.photos, removed);
}

constexpr auto kPhotoEndings =
    std::to_array<std::string_view>({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".heic", ".heif"});

}  // namespace

bool is_photo_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && std::ranges::any_of(kPhotoEndings, [&](std::string_view ending) {
           return equal_ignoring_case(name.substr(dot), ending);
         });
}

void remove_samples(Dataset& dataset, const std::vector<bool>& removed) {
  StringColumn paths;
  for (std::size_t i = 0; i < dataset.paths.size(); ++i)
    if (!removed[i]) paths.push_back(dataset.paths[i]);
  dataset.paths = std::move(paths);
  remove_from(dataset.classes, removed);
  remove_from(dataset.group.indices, removed);
  for (SliceColumn& slice : dataset.slices) remove_from(slice.indices, removed);
}

void remove_samples(Run& run, const std::vector<bool>& removed) {
  remove_samples(run.dataset, removed);
  remove_from(run.predictions.states, removed);
  remove_from(run.predictions.best, removed);
  remove_from(run.predictions.scores, removed);
  remove_from(run.predictions.digests, removed);
  remove_from(run.predictions.softmax, removed);
  remove_from(run.predictions.above_lowest, removed);
  for (ClassScores& column : run.class_scores) remove_from(column.values, removed);
  run.reference.reset();
  run.hint.reset();
  if (run.decision) keep_numbers(run.decision->order, removed);
  if (run.stress) remove_from(*run.stress, removed);
}

}  // namespace muster
