#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "checks/check.h"
#include "metrics/metrics.h"

namespace muster {
namespace {

std::optional<Seen> dataset_warnings(const CheckInput& input) {
  std::vector<std::string> warnings;
  for (const std::string& warning : input.run.dataset.warnings) warnings.push_back(printable(warning));
  for (const std::string& by : input.run.by) {
    const auto column = std::ranges::find(input.run.dataset.slices, by, &SliceColumn::name);
    if (column != input.run.dataset.slices.end() && column->values.size() > kMostSlices)
      warnings.push_back(fmt::format("column {} has {} values: figures are given for the first {}", printable(by),
                                     column->values.size(), kMostSlices));
  }
  if (warnings.empty()) return std::nullopt;
  Seen seen;
  seen.summary = warnings.size() == 1 ? warnings[0]
                                      : fmt::format("{} warnings about the photos and their labels", warnings.size());
  warnings.resize(std::min(warnings.size(), kMostDetails));
  seen.details = std::move(warnings);
  return seen;
}

}  // namespace

const Check kDatasetWarnings{"dataset-warnings", "The data has oddities",
                             "A figure is no better than the labels and photos behind it.",
                             "Mend the manifest or the folders, or leave it if it is meant so.", dataset_warnings};

}  // namespace muster
