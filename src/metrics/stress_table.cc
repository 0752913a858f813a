#include "metrics/stress_table.h"

#include <algorithm>
#include <numeric>

#include "base/mean_of_values.h"
#include "metrics/classification.h"
#include "metrics/score_columns.h"

namespace muster {
namespace {

bool is_right(const ClassGrouping& grouping, PhotoState state, std::int32_t answer, std::uint32_t actual) {
  if (state != PhotoState::kScored || answer < 0 || static_cast<std::size_t>(answer) >= grouping.of.size())
    return false;
  return grouping.of[static_cast<std::size_t>(answer)] == actual;
}

/// One that leaks into the training set is set aside, and grades nothing.
bool is_graded(const Run& run, std::uint32_t photo) {
  return run.dataset.classes[photo] != kNoClass && photo < run.predictions.states.size() &&
         run.predictions.states[photo] != PhotoState::kSetAside;
}

void add_cluster(const SliceColumn& group, std::uint32_t photo, StressTable& table) {
  if (group.name.empty()) return;
  const std::uint32_t value = group.indices[photo];
  table.clusters.push_back(group.values[value].empty() ? kNoGroup : value);
}

}  // namespace

double StressTable::share(std::size_t photo, std::size_t first, std::size_t count) const {
  const auto begin = hits.begin() + static_cast<std::ptrdiff_t>(photo * kinds.size() * kSeverities + first);
  return static_cast<double>(std::count(begin, begin + static_cast<std::ptrdiff_t>(count), 1)) /
         static_cast<double>(count);
}

bool was_degraded_in_every_way(const StressAnswers& stress, std::size_t place) {
  const std::span<const PhotoState> states(stress.states.data() + place * stress.width(), stress.width());
  return std::ranges::none_of(
      states, [](PhotoState state) { return state == PhotoState::kPending || state == PhotoState::kUnreadable; });
}

std::optional<StressTable> stress_table(const Run& run) {
  if (!run.stress || run.stress->kinds.empty()) return std::nullopt;
  const StressAnswers& stress = *run.stress;
  const ClassGrouping grouping = group_classes(run.dataset.class_names, run.class_groups);
  StressTable table;
  table.kinds = stress.kinds;
  table.class_names = grouping.names;
  for (std::size_t i = 0; i < stress.photos.size(); ++i) {
    const std::uint32_t photo = stress.photos[i];
    if (!is_graded(run, photo) || !was_degraded_in_every_way(stress, i)) continue;
    const std::uint32_t actual = grouping.of[run.dataset.classes[photo]];
    table.classes.push_back(actual);
    table.clean.push_back(is_right(grouping, run.predictions.states[photo], run.predictions.best[photo][0], actual));
    for (std::size_t k = i * stress.width(); k < (i + 1) * stress.width(); ++k)
      table.hits.push_back(is_right(grouping, stress.states[k], stress.top1[k], actual));
    add_cluster(run.dataset.group, photo, table);
  }
  if (table.photos() == 0) return std::nullopt;
  table.clusters = clusters_of(table.clusters);
  return table;
}

Estimate mean_over(const StressTable& table, std::span<const std::size_t> photos,
                   const std::function<double(std::size_t photo)>& value, double low, double high, double confidence) {
  std::vector<double> values;
  std::vector<std::uint32_t> clusters;
  for (const std::size_t photo : photos) {
    values.push_back(value(photo));
    if (!table.clusters.empty()) clusters.push_back(table.clusters[photo]);
  }
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  const Interval interval = mean_of_values_interval(values, clusters, low, high, confidence);
  return {values.empty() ? 0 : sum / static_cast<double>(values.size()), interval.low, interval.high, values.size()};
}

Estimate mean_over(const StressTable& table, const std::function<double(std::size_t photo)>& value, double low,
                   double high, double confidence) {
  std::vector<std::size_t> all(table.photos());
  std::iota(all.begin(), all.end(), 0U);
  return mean_over(table, all, value, low, high, confidence);
}

}  // namespace muster
