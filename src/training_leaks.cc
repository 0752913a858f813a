// The test photos of a Run that stand in the training set, found and set aside.
#include "training_leaks.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/photo_states.h"
#include "base/text.h"
#include "find_leaks.h"

namespace muster {
namespace {

/// The Run's photos as a list, labelled by the names of the model's classes.
PhotoList list_of(const Dataset& dataset) {
  PhotoList list;
  list.source = dataset.source;
  list.root = dataset.root;
  list.split = dataset.split;
  list.paths = dataset.paths;
  list.group = dataset.group;
  list.label = {"label", dataset.class_names, dataset.classes};
  const auto none = static_cast<std::uint32_t>(list.label.values.size());
  list.label.values.emplace_back();
  for (std::uint32_t& index : list.label.indices) index = std::min(index, none);
  return list;
}

/// Labels of training photos as names of the model's classes; what is none says nothing.
void name_labels(SliceColumn& label, const std::vector<std::string>& class_names) {
  const std::unordered_set<std::string_view> known(class_names.begin(), class_names.end());
  for (std::string& value : label.values) {
    const auto index = label.name == "class_index" ? parse_number(value) : std::nullopt;
    const bool is_class = index && *index >= 0 && *index < static_cast<double>(class_names.size());
    if (is_class)
      value = class_names[static_cast<std::size_t>(*index)];
    else if (!known.contains(value))
      value.clear();
  }
  label.name = "label";
}

/// For each test photo that leaks the pair with the highest score.
std::vector<Leak> best_pairs(const LeakSearch& search) {
  std::vector<const AlikePhotos*> best(search.test.size(), nullptr);
  for (const AlikePhotos& pair : search.leaks)
    if (const AlikePhotos*& known = best[pair.first]; known == nullptr || known->score < pair.score) known = &pair;
  std::vector<Leak> leaks;
  for (const AlikePhotos* pair : best)
    if (pair != nullptr)
      leaks.push_back({std::string(search.test.paths[pair->first]), std::string(search.train.paths[pair->second]),
                       pair->edits, pair->score, pair->labels_differ});
  return leaks;
}

/// Pairs of test photos of which neither leaks.
std::vector<AlikeTestPhotos> pairs_that_grade(const LeakSearch& search) {
  const std::vector<std::uint32_t> leaking = leaking_photos(search);
  const auto grades = [&](std::uint32_t photo) { return !std::ranges::binary_search(leaking, photo); };
  std::vector<AlikeTestPhotos> pairs;
  for (const AlikePhotos& pair : search.within_test)
    if (grades(pair.first) && grades(pair.second))
      pairs.push_back({std::string(search.test.paths[pair.first]), std::string(search.test.paths[pair.second]),
                       pair.edits, pair.score, pair.labels_differ});
  return pairs;
}

}  // namespace

Result<TrainingLeaks> find_training_leaks(PhotoList train, const RunOptions& options, const Run& run,
                                          const Hooks& hooks) {
  LeakSearch search;
  search.train = std::move(train);
  search.test = list_of(run.dataset);
  name_labels(search.train.label, run.dataset.class_names);
  MUSTER_CHECK_OK(search_leaks(search, options, hooks));
  TrainingLeaks found;
  found.source = search.train.source;
  found.root = search.train.root;
  found.split = search.train.split;
  found.train_photos = search.train.size();
  found.unreadable_train = search.unreadable_train.size();
  found.leaks = best_pairs(search);
  found.groups = std::move(search.groups);
  found.captures = std::move(search.captures);
  found.within_test = pairs_that_grade(search);
  found.interrupted = search.interrupted;
  return found;
}

void set_leaks_aside(Run& run) {
  if (!run.leaks) return;
  std::unordered_set<std::string_view> leaking;
  for (const Leak& leak : run.leaks->leaks) leaking.insert(leak.test);
  for (std::size_t i = 0; i < run.predictions.states.size(); ++i) {
    PhotoState& state = run.predictions.states[i];
    if (is_answered(state) && leaking.contains(run.dataset.paths[i])) state = PhotoState::kSetAside;
  }
}

}  // namespace muster
