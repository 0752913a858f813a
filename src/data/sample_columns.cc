#include "data/sample_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "base/text.h"

namespace muster {

tl::unexpected<Error> missing_column(const TableReader& csv, std::string_view name, std::string_view what) {
  std::vector<std::string> present;
  for (const std::string& column : csv.header()) present.push_back(in_quotes(column));
  return fail(ErrorCode::kInvalidArgument, fmt::format("{}: {}; the columns are {}{}", csv.place(), what,
                                                       fmt::join(present, ", "), did_you_mean(name, csv.header())));
}

Result<SampleColumns> find_sample_columns(const TableReader& csv, const DataOptions& options) {
  SampleColumns columns{csv.column("split"), csv.column("group"), {}};
  if (!columns.split && !options.split.empty() && canonical_split(options.split) != kAllSplits)
    return missing_column(csv, "split", "no column 'split' for --split");
  for (const std::string& name : options.by) {
    const auto column = csv.column(name);
    if (!column) return missing_column(csv, name, fmt::format("no column '{}' to report by", printable(name, 60)));
    if (std::ranges::find(columns.by, *column) == columns.by.end()) columns.by.push_back(*column);
  }
  return columns;
}

SampleColumnReader::SampleColumnReader(const SampleColumns& columns, const TableReader& csv, std::string split,
                                       std::size_t samples)
    : columns_(columns), split_(std::move(split)) {
  constexpr std::size_t kMostSliceValues = 1000;
  if (columns.group) group_.emplace(csv.header()[*columns.group], samples, std::numeric_limits<std::uint32_t>::max());
  for (const std::size_t column : columns.by) slices_.emplace_back(csv.header()[column], samples, kMostSliceValues);
}

bool SampleColumnReader::selects(const std::vector<std::string>& fields) const {
  return split_ == kAllSplits || canonical_split(fields[*columns_.split]) == split_;
}

Result<void> SampleColumnReader::add(const std::vector<std::string>& fields) {
  if (group_) {
    const std::string& group = fields[*columns_.group];
    if (group.empty()) {
      group_->push_back_alone();
    } else {
      MUSTER_CHECK_OK(group_->push_back(group));
    }
  }
  for (std::size_t i = 0; i < slices_.size(); ++i) MUSTER_CHECK_OK(slices_[i].push_back(fields[columns_.by[i]]));
  return {};
}

void SampleColumnReader::finish(Dataset& dataset) && {
  if (group_) dataset.group = std::move(*group_).finish();
  for (SliceBuilder& slice : slices_) dataset.slices.push_back(std::move(slice).finish());
}

}  // namespace muster
