#include <fmt/format.h>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> zero_division(const CheckInput& input) {
  if (input.counts == nullptr) return std::nullopt;
  const ClassTotals& totals = input.counts->totals;
  std::uint64_t precision = 0, recall = 0;
  Seen seen;
  for (std::size_t i = 0; i < totals.support.size(); ++i) {
    if (totals.support[i] + totals.predicted[i] == 0) continue;
    const bool no_precision = totals.predicted[i] == 0, no_recall = totals.support[i] == 0;
    precision += no_precision ? 1 : 0, recall += no_recall ? 1 : 0;
    if ((no_precision || no_recall) && seen.details.size() < kMostDetails)
      seen.details.push_back(input.counts->class_names[i] + (no_precision ? ": never predicted" : ": no photos"));
  }
  if (precision + recall == 0) return std::nullopt;
  seen.outcome = Outcome::kInconclusive;
  seen.summary =
      fmt::format("precision of {} and recall of {} classes divide by zero and count as 0 in means", precision, recall);
  return seen;
}

}  // namespace

const Check kZeroDivision{"zero-division", "Rates without a denominator",
                          "A mean over classes is pulled down by classes that were never predicted or have no photos.",
                          "Read balanced accuracy beside the macro means, and add photos of the classes named.",
                          zero_division};

}  // namespace muster
