#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"
#include "metrics/class_averages.h"
#include "metrics/class_figures.h"
#include "metrics/metric.h"

namespace muster {
namespace {

constexpr std::size_t kMostNamed = 3;
constexpr double kError = 0.05, kFarBelow = 0.05;

/// The bad bound of top-1 accuracy; nullopt: the budget has none.
std::optional<double> bad_accuracy(const Budget& budget) {
  const auto limit = std::ranges::find(budget.limits, kTop1Accuracy.id, &Limit::metric);
  return limit == budget.limits.end() ? std::nullopt : std::optional(limit->bad);
}

/// Classes whose recall is below that bound, at an error of 5 % for all classes together; the lowest recall first.
std::vector<std::uint32_t> weak_classes(const ClassificationCounts& counts, double bad) {
  const auto& support = counts.totals.support;
  const auto shown = std::ranges::count_if(support, [](std::uint64_t photos) { return photos > 0; });
  const double confidence = 1 - 2 * kError / static_cast<double>(std::max<std::ptrdiff_t>(1, shown));  // one-sided
  std::vector<std::uint32_t> weak;
  for (std::uint32_t index = 0; index < support.size(); ++index)
    if (support[index] > 0 && exact_recall_interval(counts, index, confidence).high < bad) weak.push_back(index);
  std::ranges::stable_sort(weak, {}, [&](std::uint32_t index) {
    return static_cast<double>(counts.totals.hits[index]) / static_cast<double>(support[index]);
  });
  return weak;
}

std::string recall_words(const CheckInput& input, std::uint32_t index) {
  const auto recall = kClassRecall.compute({input.run, input.counts, index, 1 - kError, false, {}, {}});
  return fmt::format("{}, recall {}", printable(input.counts->class_names[index], 60),
                     format_estimate(recall->estimate, "fraction"));
}

std::string weak_words(const CheckInput& input, const std::vector<std::uint32_t>& weak, double bad) {
  std::vector<std::string> named;
  for (const std::uint32_t index : weak)
    if (named.size() < kMostNamed) named.push_back(recall_words(input, index));
  std::string words = fmt::format("worst class{}: {}", named.size() > 1 ? "es" : "", fmt::join(named, "; "));
  if (const std::size_t others = weak.size() - named.size(); others > 0)
    words += fmt::format("; {} other{} below {:.4g} % too", others, others > 1 ? "s are" : " is", bad * 100);
  return words;
}

/// "": balanced accuracy is not far below top-1, with 95 % confidence.
std::string balanced_words(const CheckInput& input) {
  const auto top1 = class_average(input.counts->totals, ClassRate::kRecall, Average::kWeighted);
  const auto balanced = class_average(input.counts->totals, ClassRate::kRecall, Average::kBalanced);
  if (!top1 || !balanced || *top1 - *balanced <= kFarBelow) return "";
  const auto difference = top1_over_balanced(*input.counts, 1 - kError);
  if (!difference || !difference->low || *difference->low <= kFarBelow) return "";
  return fmt::format("balanced accuracy {}, {:.1f} [{:.1f}, {:.1f}] points below top-1", format_percent(*balanced),
                     difference->value * 100, *difference->low * 100, *difference->high * 100);
}

std::optional<Seen> weak_class(const CheckInput& input) {
  if (input.counts == nullptr) return std::nullopt;
  const auto bad = bad_accuracy(input.budget);
  const auto weak = bad ? weak_classes(*input.counts, *bad) : std::vector<std::uint32_t>{};
  const std::string balanced = balanced_words(input);
  if (weak.empty() && balanced.empty()) return std::nullopt;
  Seen seen;
  if (!weak.empty()) seen.summary = weak_words(input, weak, *bad);
  if (!balanced.empty()) seen.summary += (weak.empty() ? "" : "; ") + balanced;
  for (const std::uint32_t index : weak)
    if (weak.size() > kMostNamed && seen.details.size() < kMostDetails)
      seen.details.push_back(recall_words(input, index));
  seen.caveat = seen.summary;
  return seen;
}

}  // namespace

const Check kWeakClass{"weak-class", "A class that fails behind a good mean",
                       "Users who photograph that class meet the recall of that class, and not the mean.",
                       "Add training photos of it, or limit its recall in the budget: [limits.\"recall/CLASS\"].",
                       weak_class};

}  // namespace muster
