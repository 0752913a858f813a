#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/table_reader.h"
#include "data/slice_builder.h"
#include "data/split_selection.h"
#include "muster/dataset.h"
#include "muster/options.h"

namespace muster {

/// Where a CSV of samples says which of them count and which belong together.
struct SampleColumns {
  std::optional<std::size_t> split, group;
  std::vector<std::size_t> by;  ///< the slice columns asked for, each once
};

/// An error that names the columns there are, and the nearest to `name`.
tl::unexpected<Error> missing_column(const TableReader& csv, std::string_view name, std::string_view what);

/// Columns `split` and `group` where there are any, and those of `options.by`. Errors: a split or a slice is asked for,
/// and there is no such column.
Result<SampleColumns> find_sample_columns(const TableReader& csv, const DataOptions& options);

/// Selects rows by their split, and fills a Dataset's group and slices from those that are kept.
class SampleColumnReader {
 public:
  /// `samples`: how many rows will be kept at most. `columns` must outlive the reader.
  SampleColumnReader(const SampleColumns& columns, const TableReader& csv, std::string split, std::size_t samples);

  [[nodiscard]] bool selects(const std::vector<std::string>& fields) const;

  /// Takes in one kept row. Error: too many different values for slices.
  Result<void> add(const std::vector<std::string>& fields);

  void finish(Dataset& dataset) &&;

 private:
  const SampleColumns& columns_;
  std::string split_;
  std::optional<SliceBuilder> group_;
  std::vector<SliceBuilder> slices_;
};

}  // namespace muster
