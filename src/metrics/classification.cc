#include "metrics/classification.h"

#include <algorithm>
#include <numeric>

#include "metrics/ties.h"

namespace muster {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

std::uint64_t key_of(std::uint32_t actual, std::uint32_t predicted) {
  return (std::uint64_t{actual} << 32U) | predicted;
}
std::uint32_t actual_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key >> 32U);
}
std::uint32_t predicted_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key);
}

/// One graded photo: its cell, its cluster and whether the five best hold its class.
struct Graded {
  std::uint64_t key = 0;
  std::uint32_t cluster = 0;
  bool top5 = false;
};

class Counter {
 public:
  Counter(const Run& run, std::optional<Slice> slice)
      : run_(run), slice_(slice), grouping_(group_classes(run.dataset.class_names, run.class_groups)) {}

  std::optional<ClassificationCounts> count() {
    const std::size_t photos = std::min(run_.dataset.classes.size(), run_.predictions.states.size());
    unreadable_.resize(grouping_.names.size());
    for (std::size_t photo = 0; photo < photos; ++photo)
      if (in_slice(photo)) add(photo);
    if (graded_.empty() && counts_.unreadable + counts_.set_aside == 0) return std::nullopt;
    counts_.has_top5 =
        std::ranges::any_of(run_.predictions.best, [](const BestClasses& best) { return best[1] != kAbsent; });
    fold();
    return std::move(counts_);
  }

 private:
  [[nodiscard]] bool in_slice(std::size_t photo) const {
    return !slice_ || (photo < slice_->column->indices.size() && slice_->column->indices[photo] == slice_->value);
  }

  [[nodiscard]] std::uint32_t class_of(std::int64_t index) const {
    return index < 0 || index >= static_cast<std::int64_t>(grouping_.of.size())
               ? kNone
               : grouping_.of[static_cast<std::size_t>(index)];
  }

  void add(std::size_t photo) {
    const PhotoState state = run_.predictions.states[photo];
    const std::uint32_t label = run_.dataset.classes[photo];
    const std::uint32_t actual = label == kNoClass ? kNone : class_of(label);
    if (state == PhotoState::kPending) {
      ++counts_.pending;
      return;
    }
    if (state == PhotoState::kUnreadable) {
      if (actual != kNone) ++counts_.unreadable, ++unreadable_[actual];
      return;
    }
    if (state == PhotoState::kSetAside) {
      if (actual != kNone) ++counts_.set_aside;
      if (actual != kNone && class_of(run_.predictions.best[photo][0]) == actual) ++counts_.set_aside_top1;
      return;
    }
    Graded graded{key_of(actual, kNone), 0, false};
    if (state == PhotoState::kScored && photo < run_.predictions.best.size()) {
      const BestClasses& best = run_.predictions.best[photo];
      graded.key = key_of(actual, class_of(best[0]));
      graded.top5 = actual != kNone && is_among_best(photo, actual);
    }
    if (state == PhotoState::kNotANumber) ++counts_.not_a_number;
    if (state == PhotoState::kFailed) ++counts_.failed;
    if (actual == kNone) ++counts_.none_photos;
    const auto& clusters = run_.dataset.group.indices;
    if (!run_.dataset.group.name.empty() && photo < clusters.size()) graded.cluster = clusters[photo];
    graded_.push_back(graded);
  }

  [[nodiscard]] bool is_among_best(std::size_t photo, std::uint32_t actual) const {
    const BestClasses& best = run_.predictions.best[photo];
    const std::size_t places = counted_places(run_, photo);
    return std::any_of(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(places),
                       [&](std::int32_t one) { return class_of(one) == actual; });
  }

  /// Photos to cells and totals over the classes that occur.
  void fold() {
    const bool clustered = !run_.dataset.group.name.empty();
    std::vector<std::uint64_t> keys(graded_.size());
    std::ranges::transform(graded_, keys.begin(), &Graded::key);
    std::ranges::sort(keys);
    std::vector<std::uint64_t> distinct = keys;
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());

    number_classes(distinct);
    for (auto at = keys.begin(); at != keys.end();) {
      const auto end = std::upper_bound(at, keys.end(), *at);
      add_cell(*at, static_cast<std::uint64_t>(end - at));
      at = end;
    }
    for (const Graded& graded : graded_) counts_.top5 += graded.top5 ? 1U : 0U;
    if (clustered) fold_clusters(distinct);
  }

  void number_classes(const std::vector<std::uint64_t>& distinct) {
    new_index_.assign(grouping_.names.size(), kNone);
    std::vector<bool> occurs(grouping_.names.size());
    for (const std::uint64_t key : distinct)
      for (const std::uint32_t index : {actual_of(key), predicted_of(key)})
        if (index != kNone) occurs[index] = true;
    for (std::uint32_t index = 0; index < occurs.size(); ++index) {
      if (!occurs[index] && unreadable_[index] == 0) continue;
      new_index_[index] = static_cast<std::uint32_t>(counts_.class_names.size());
      counts_.class_names.push_back(grouping_.names[index]);
      counts_.class_indices.push_back(grouping_.first[index]);
      counts_.unreadable_by_class.push_back(unreadable_[index]);
    }
    const std::size_t classes = counts_.class_names.size();
    counts_.totals = {std::vector<std::uint64_t>(classes), std::vector<std::uint64_t>(classes),
                      std::vector<std::uint64_t>(classes)};
  }

  void add_cell(std::uint64_t key, std::uint64_t count) {
    ConfusionCell cell;
    cell.count = count;
    if (actual_of(key) != kNone) cell.actual = new_index_[actual_of(key)];
    if (predicted_of(key) != kNone) cell.predicted = new_index_[predicted_of(key)];
    if (cell.actual) {
      counts_.totals.support[*cell.actual] += count;
      counts_.photos += count;
      if (cell.actual == cell.predicted) counts_.totals.hits[*cell.actual] += count, counts_.top1 += count;
    }
    if (cell.predicted) counts_.totals.predicted[*cell.predicted] += count;
    counts_.cells.push_back(cell);
  }

  void fold_clusters(const std::vector<std::uint64_t>& distinct) {
    std::ranges::stable_sort(graded_, {}, &Graded::cluster);
    for (std::size_t i = 0; i < graded_.size(); ++i) {
      const Graded& graded = graded_[i];
      if (i == 0 || graded.cluster != graded_[i - 1].cluster) {
        counts_.clusters.emplace_back();
        counts_.cluster_ends.push_back(0);
      }
      ClusterTally& tally = counts_.clusters.back();
      if (actual_of(graded.key) != kNone) {
        ++tally.photos;
        tally.top1 += actual_of(graded.key) == predicted_of(graded.key) ? 1U : 0U;
        tally.top5 += graded.top5 ? 1U : 0U;
      }
      const auto cell = std::lower_bound(distinct.begin(), distinct.end(), graded.key) - distinct.begin();
      counts_.photo_cells.push_back(static_cast<std::uint32_t>(cell));
      counts_.cluster_ends.back() = counts_.photo_cells.size();
    }
  }

  const Run& run_;
  std::optional<Slice> slice_;
  ClassGrouping grouping_;
  std::vector<Graded> graded_;
  std::vector<std::uint64_t> unreadable_;
  std::vector<std::uint32_t> new_index_;
  ClassificationCounts counts_;
};

ClassificationCounts count_matrix(const GivenConfusion& given) {
  ClassificationCounts counts;
  counts.class_names = given.class_names;
  const std::size_t classes = given.class_names.size();
  counts.totals = {std::vector<std::uint64_t>(classes), std::vector<std::uint64_t>(classes),
                   std::vector<std::uint64_t>(classes)};
  counts.unreadable_by_class.resize(classes);
  for (std::uint32_t index = 0; index < classes; ++index) counts.class_indices.push_back(index);
  for (std::uint32_t actual = 0; actual < std::min(classes, given.counts.size()); ++actual) {
    for (std::uint32_t predicted = 0; predicted < std::min(classes, given.counts[actual].size()); ++predicted) {
      const std::uint64_t count = given.counts[actual][predicted];
      if (count == 0) continue;
      counts.cells.push_back({actual, predicted, count});
      counts.photos += count;
      counts.totals.support[actual] += count;
      counts.totals.predicted[predicted] += count;
      if (actual == predicted) counts.totals.hits[actual] += count, counts.top1 += count;
    }
  }
  return counts;
}

}  // namespace

ClassGrouping group_classes(const std::vector<std::string>& class_names, const std::vector<ClassGroup>& groups) {
  ClassGrouping grouping;
  std::vector<std::size_t> group_of(class_names.size(), groups.size());
  for (std::size_t group = 0; group < groups.size(); ++group)
    for (const std::uint32_t member : groups[group].classes)
      if (member < group_of.size()) group_of[member] = group;
  std::vector<std::uint32_t> index_of(groups.size(), kNone);
  for (std::size_t name = 0; name < class_names.size(); ++name) {
    const std::size_t group = group_of[name];
    const auto next = static_cast<std::uint32_t>(grouping.names.size());
    if (group == groups.size()) {
      grouping.of.push_back(next);
      grouping.names.push_back(class_names[name]);
      grouping.first.push_back(static_cast<std::uint32_t>(name));
      continue;
    }
    if (index_of[group] == kNone) {
      index_of[group] = next;
      grouping.names.push_back(groups[group].name);
      grouping.first.push_back(static_cast<std::uint32_t>(name));
    }
    grouping.of.push_back(index_of[group]);
  }
  return grouping;
}

std::optional<ClassificationCounts> count_classification(const Run& run, std::optional<Slice> slice) {
  std::optional<ClassificationCounts> counts;
  if (!run.predictions.states.empty())
    counts = Counter(run, slice).count();
  else if (run.given_confusion && !slice)
    counts = count_matrix(*run.given_confusion);
  if (!counts) return std::nullopt;
  const Predictions& predictions = run.predictions;
  if (predictions.states.empty()) counts->accelerator = "none";  // a matrix says nothing of where it was had
  counts->origin = predictions.origin;
  if (predictions.origin == Origin::kDevice && !predictions.device.accelerator.empty())
    counts->accelerator = predictions.device.accelerator;
  return counts;
}

}  // namespace muster
