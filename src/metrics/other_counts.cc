#include "metrics/other_counts.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/statistics.h"
#include "metrics/class_figures.h"

namespace muster {
namespace {

/// The unreadable count as wrong at the low end, and as right at the high end.
std::optional<Estimate> rate(std::uint64_t right, std::uint64_t photos, std::uint64_t unreadable, double confidence) {
  if (photos == 0) return std::nullopt;
  const auto hits = static_cast<double>(right), n = static_cast<double>(photos), open = static_cast<double>(unreadable);
  return Estimate{hits / n, wilson_interval(hits, n + open, confidence).low,
                  wilson_interval(hits + open, n + open, confidence).high, photos};
}

}  // namespace

const OtherPhotos* other_photos(const Run& run, OtherRole role) {
  const auto found = std::ranges::find(run.other_photos, role, &OtherPhotos::role);
  return found == run.other_photos.end() ? nullptr : &*found;
}

OtherCounts count_other(const Run& run, const OtherPhotos& other) {
  const ClassGrouping grouping = group_classes(run.dataset.class_names, run.class_groups);
  OtherCounts counts;
  counts.unreadable = other.unreadable;
  counts.classes.resize(grouping.names.size());
  for (std::size_t i = 0; i < grouping.names.size(); ++i) counts.classes[i].name = grouping.names[i];
  for (std::size_t i = 0; i < std::min(other.labels.size(), grouping.of.size()); ++i)
    counts.classes[grouping.of[i]].labels += other.labels[i];
  for (const AnswerCount& answer : other.answers) {
    if (answer.actual >= grouping.of.size()) continue;
    OtherClass& one = counts.classes[grouping.of[answer.actual]];
    const bool known = answer.predicted >= 0 && static_cast<std::size_t>(answer.predicted) < grouping.of.size();
    const bool right = known && grouping.of[static_cast<std::size_t>(answer.predicted)] == grouping.of[answer.actual];
    one.photos += answer.photos, counts.photos += answer.photos;
    if (right) one.right += answer.photos, counts.right += answer.photos;
  }
  return counts;
}

std::optional<Estimate> accuracy_of(const OtherCounts& counts, double confidence) {
  return rate(counts.right, counts.photos, counts.unreadable, confidence);
}

std::optional<Estimate> recall_of(const OtherClass& one, double confidence) {
  return rate(one.right, one.photos, 0, confidence);
}

Estimate difference_of(const Estimate& a, const Estimate& b) {
  Estimate difference{a.value - b.value, std::nullopt, std::nullopt, std::min(a.count, b.count)};
  if (a.low && b.high)
    difference.low = std::max(-1.0, difference.value - std::hypot(a.value - *a.low, *b.high - b.value));
  if (a.high && b.low)
    difference.high = std::min(1.0, difference.value + std::hypot(*a.high - a.value, b.value - *b.low));
  return difference;
}

Estimate gap_of(OtherRole role, const Estimate& test, const Estimate& other) {
  return role == OtherRole::kTraining ? difference_of(other, test) : difference_of(test, other);
}

OtherFigures other_figures(const Run& run, const OtherPhotos& other, const ClassificationCounts& test,
                           double confidence) {
  const std::vector<ClassFigures> tests = class_figures(test, confidence);
  std::unordered_map<std::string_view, const ClassFigures*> by_name;
  for (const ClassFigures& one : tests) by_name.emplace(one.name, &one);
  OtherFigures figures;
  figures.role = other.role;
  for (const OtherClass& one : count_other(run, other).classes) {
    const auto found = by_name.find(one.name);
    const ClassFigures* beside = found == by_name.end() ? nullptr : found->second;
    if (one.labels == 0 && (beside == nullptr || beside->support == 0)) continue;
    OtherClassFigures& row = figures.classes.emplace_back();
    row.name = one.name;
    row.labels = one.labels, row.photos = one.photos, row.right = one.right;
    row.recall = recall_of(one, confidence);
    if (row.recall && beside != nullptr && beside->recall) row.gap = gap_of(other.role, *beside->recall, *row.recall);
  }
  return figures;
}

}  // namespace muster
