#include "metrics/stress.h"

#include <algorithm>
#include <map>

#include "base/statistics.h"
#include "metrics/stress_table.h"

namespace muster {
namespace {

constexpr double kConfidence = 0.95, kError = 0.05;
constexpr std::size_t kFewPhotos = 10;  // of a class that could be called collapsed

/// A rate of photos; of groups of them as a mean, no narrower than Wilson's of the photos.
Estimate accuracy(const StressTable& table, const std::function<double(std::size_t photo)>& right) {
  Estimate estimate = mean_over(table, right, 0, 1, kConfidence);
  const auto n = static_cast<double>(estimate.count);
  const Interval wilson = wilson_interval(estimate.value * n, n, kConfidence);
  const bool grouped = !table.clusters.empty();
  estimate.low = grouped ? std::min(*estimate.low, wilson.low) : wilson.low;
  estimate.high = grouped ? std::max(*estimate.high, wilson.high) : wilson.high;
  return estimate;
}

Estimate drop_of_kind(const StressTable& table, std::size_t kind, double confidence) {
  return mean_over(
      table, [&](std::size_t photo) { return table.clean[photo] - table.share_of_kind(photo, kind); }, -1, 1,
      confidence);
}

StressKindView view_kind(const StressTable& table, std::size_t kind) {
  StressKindView view{table.kinds[kind], table.kinds[kind], {}, drop_of_kind(table, kind, kConfidence)};
  std::ranges::replace(view.title, '_', ' ');
  for (std::size_t severity = 0; severity < kSeverities; ++severity)
    view.accuracy.push_back(
        accuracy(table, [&](std::size_t photo) { return table.share(photo, kind * kSeverities + severity, 1); }));
  return view;
}

/// Whether less of the photos are right with it than with each other kind, all of these at once (Bonferroni).
bool is_surely_hardest(const StressTable& table, std::size_t hardest) {
  const std::size_t others = table.kinds.size() - 1;
  for (std::size_t kind = 0; kind <= others; ++kind) {
    if (kind == hardest) continue;
    const Estimate less = mean_over(
        table,
        [&](std::size_t photo) { return table.share_of_kind(photo, kind) - table.share_of_kind(photo, hardest); }, -1,
        1, 1 - 2 * kError / static_cast<double>(others));
    if (*less.low <= 0) return false;
  }
  return others > 0;
}

/// Classes of which surely less than half as many photos are right as were, each at its share of the error.
void find_collapsed(const StressTable& table, StressView& view) {
  std::map<std::uint32_t, std::vector<std::size_t>> photos_of;
  for (std::size_t i = 0; i < table.photos(); ++i) photos_of[table.classes[i]].push_back(i);
  std::erase_if(photos_of, [](const auto& one) { return one.second.size() < kFewPhotos; });
  view.classes_looked_at = photos_of.size();
  for (const auto& [index, photos] : photos_of) {
    const double confidence = 1 - 2 * kError / static_cast<double>(photos_of.size());
    const Estimate lost = mean_over(
        table, photos, [&](std::size_t photo) { return table.clean[photo] / 2.0 - table.share(photo); }, -1, 0.5,
        confidence);
    if (*lost.low <= 0) continue;
    CollapsedClass collapsed{table.class_names[index], photos.size(), 0, 0};
    for (const std::size_t photo : photos)
      collapsed.clean_recall += table.clean[photo], collapsed.recall += table.share(photo);
    collapsed.clean_recall /= static_cast<double>(photos.size());
    collapsed.recall /= static_cast<double>(photos.size());
    view.collapsed.push_back(std::move(collapsed));
  }
  std::ranges::stable_sort(view.collapsed, {}, [](const CollapsedClass& one) { return one.recall - one.clean_recall; });
}

Estimate drop_of_all(const StressTable& table, double confidence) {
  return mean_over(
      table, [&](std::size_t photo) { return table.clean[photo] - table.share(photo); }, -1, 1, confidence);
}

}  // namespace

std::optional<StressView> view_stress(const Run& run) {
  const auto table = stress_table(run);
  if (!table) return std::nullopt;
  StressView view;
  view.photos = table->photos();
  view.planned = run.stress->photos.size();
  view.drawn_from = run.stress->drawn_from;
  view.clean = accuracy(*table, [&](std::size_t photo) { return static_cast<double>(table->clean[photo]); });
  view.drop = drop_of_all(*table, kConfidence);
  const double together = 1 - 2 * kError / static_cast<double>(table->kinds.size());
  for (std::size_t kind = 0; kind < table->kinds.size(); ++kind) {
    view.kinds.push_back(view_kind(*table, kind));
    view.corrected_drops.push_back(drop_of_kind(*table, kind, together));
  }
  const auto hardest =
      std::ranges::max_element(view.kinds, {}, [](const StressKindView& kind) { return kind.drop.value; });
  view.hardest = static_cast<std::size_t>(hardest - view.kinds.begin());
  view.surely_hardest = is_surely_hardest(*table, view.hardest);
  find_collapsed(*table, view);
  return view;
}

std::optional<Estimate> stress_drop_of(const Run& run, std::string_view kind, double confidence) {
  const auto table = stress_table(run);
  if (!table) return std::nullopt;
  if (kind.empty()) return drop_of_all(*table, confidence);
  const auto found = std::ranges::find(table->kinds, kind);
  if (found == table->kinds.end()) return std::nullopt;
  return drop_of_kind(*table, static_cast<std::size_t>(found - table->kinds.begin()), confidence);
}

StressGaps stress_gaps(const Run& run) {
  StressGaps gaps;
  if (!run.stress) return gaps;
  const StressAnswers& stress = *run.stress;
  for (std::size_t i = 0; i < stress.photos.size(); ++i) {
    const std::span<const PhotoState> states(stress.states.data() + i * stress.width(), stress.width());
    gaps.pending += was_degraded_in_every_way(stress, i) ? 0U : 1U;
    gaps.failed += std::ranges::count(states, PhotoState::kFailed) > 0 ? 1U : 0U;
  }
  return gaps;
}

}  // namespace muster
