// The model's answers to photos other than those that grade it.
#include "other_photos.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "data/load_dataset.h"
#include "data/photo_list.h"
#include "measure/predictions.h"

namespace muster {
namespace {

std::string_view name_of(OtherRole role) {
  return role == OtherRole::kTraining ? "training photos" : "field photos";
}

/// The options that read other photos as the test photos are read.
DataOptions options_for(const PhotoList& list, const DataOptions& data) {
  DataOptions options = data;
  options.data = path_and_split(list.source.string()).first;
  std::error_code error;
  const bool folder = std::filesystem::is_directory(options.data, error);
  options.split = folder ? "" : list.split;
  options.root = folder ? "" : list.root;
  options.by.clear();
  options.limit = 0;
  return options;
}

void draw(Dataset& dataset, const PhotoDraw& drawn) {
  if (drawn.most == 0 || dataset.size() <= drawn.most) return;
  std::vector<bool> removed(dataset.size());
  const std::vector<std::uint32_t> order = random_order(dataset.size(), drawn.seed);
  for (std::size_t i = drawn.most; i < order.size(); ++i) removed[order[i]] = true;
  remove_samples(dataset, removed);
}

void count_answers(const Run& side, OtherPhotos& other) {
  std::map<std::pair<std::uint32_t, std::int32_t>, std::uint64_t> counts;
  const Predictions& predictions = side.predictions;
  for (std::size_t i = 0; i < predictions.states.size(); ++i) {
    const std::uint32_t actual = side.dataset.classes[i];
    if (actual == kNoClass) continue;
    const PhotoState state = predictions.states[i];
    if (state == PhotoState::kUnreadable) ++other.unreadable;
    if (state == PhotoState::kFailed) ++other.failed;
    const bool answered = state == PhotoState::kScored;
    if (answered || state == PhotoState::kNotANumber || state == PhotoState::kFailed)
      ++counts[{actual, answered ? predictions.best[i][0] : kAbsent}];
  }
  for (const auto& [pair, photos] : counts) other.answers.push_back({pair.first, pair.second, photos});
}

/// The progress of photos, told under another name.
Hooks renamed(const Hooks& hooks, std::string_view phase) {
  Hooks other = hooks;
  if (hooks.progress)
    other.progress = [&hooks, phase](const Progress& progress) { hooks.report(phase, progress.done, progress.total); };
  return other;
}

}  // namespace

Result<PhotoList> list_other_photos(const std::string& given, OtherRole role, const DataOptions& data) {
  MUSTER_TRY(PhotoList list, list_photos(given, role == OtherRole::kTraining ? "train" : "field"));
  std::error_code error;
  const bool same_manifest = std::filesystem::equivalent(path_and_split(given).first, data.data, error);
  if (same_manifest && !data.root.empty()) list.root = data.root;
  return list;
}

Result<OtherPhotos> measure_other_photos(const PhotoList& list, OtherRole role, const PhotoDraw& drawn,
                                         const DataOptions& data, const Classifier& classifier,
                                         const RunOptions& options, const Hooks& hooks, const Run& run) {
  OtherPhotos other;
  other.role = role;
  other.source = list.source;
  other.split = list.split;
  auto dataset = load_dataset(options_for(list, data), classifier.model);
  if (!dataset && role == OtherRole::kField)
    return tl::unexpected(with_context(dataset.error(), std::string(name_of(role))));
  if (!dataset) {
    other.problem = dataset.error().message;
    return other;
  }
  other.labels.resize(dataset->class_names.size());
  for (const std::uint32_t index : dataset->classes)
    if (index != kNoClass) ++other.labels[index];
  draw(*dataset, drawn);
  Run side;
  side.model = run.model;
  side.dataset = std::move(*dataset);
  other.asked = side.dataset.size();
  const auto measured = measure_predictions(classifier, options, renamed(hooks, name_of(role)), side);
  if (!measured) return tl::unexpected(with_context(measured.error(), std::string(name_of(role))));
  other.interrupted = side.interrupted;
  count_answers(side, other);
  if (other.answers.empty()) other.problem = "none of them was answered";
  return other;
}

}  // namespace muster
