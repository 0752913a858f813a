// A CSV manifest: columns path, label and/or class_index, and optionally split, group and slices.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/table_reader.h"
#include "base/text.h"
#include "data/class_finder.h"
#include "data/class_list.h"
#include "data/dataset_layout.h"
#include "data/repeated_paths.h"
#include "data/sample_columns.h"

namespace muster {
namespace {

struct Columns {
  std::size_t path = 0;
  std::optional<std::size_t> label, class_index;
  SampleColumns sample;
};

Result<Columns> find_columns(const TableReader& csv, const DataOptions& options) {
  const auto path = csv.column("path");
  if (!path) return missing_column(csv, "path", "no column 'path'");
  Columns columns{*path, csv.column("label"), csv.column("class_index"), {}};
  if (!columns.label && !columns.class_index && !options.labels_optional)
    return missing_column(csv, "label", "neither a column 'label' nor 'class_index'");
  MUSTER_TRY(columns.sample, find_sample_columns(csv, options));
  return columns;
}

/// Row by row, the columns of the samples that are kept.
class ManifestReader {
 public:
  ManifestReader(Dataset& dataset, ClassFinder& finder, const Columns& columns, const TableReader& csv,
                 const DataOptions& options, const Selection& selection)
      : dataset_(dataset),
        finder_(finder),
        columns_(columns),
        csv_(csv),
        selection_(selection),
        labels_optional_(options.labels_optional),
        wanted_(options.limit == 0 ? selection.rows : std::min(options.limit, selection.rows)),
        sample_columns_(columns.sample, csv, selection.split, wanted_) {
    const std::uint64_t rows = std::max<std::uint64_t>(selection.rows, 1);
    dataset.paths.reserve(wanted_, selection.path_bytes / rows * wanted_ + selection.path_bytes % rows);
    dataset.classes.reserve(wanted_);
    lines_.reserve(wanted_);
  }

  Result<void> add(const std::vector<std::string>& fields) {
    if (!sample_columns_.selects(fields)) return {};
    // Sample i of the limit is row i * rows / limit: spread evenly.
    if (row_++ != lines_.size() * selection_.rows / std::max<std::uint64_t>(wanted_, 1) || lines_.size() == wanted_)
      return {};
    const std::string& path = fields[columns_.path];
    if (path.empty()) return fail(ErrorCode::kMalformed, "no path");
    MUSTER_TRY(const std::uint32_t index, class_of(fields));
    MUSTER_CHECK_OK(sample_columns_.add(fields));
    dataset_.paths.push_back(path);
    dataset_.classes.push_back(index);
    lines_.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(csv_.line(), 0xFFFFFFFF)));
    return {};
  }

  Result<void> finish() {
    std::move(sample_columns_).finish(dataset_);
    MUSTER_CHECK_OK(finder_.finish(dataset_));
    return check_repeated_paths(dataset_, lines_);
  }

 private:
  Result<std::uint32_t> class_of(const std::vector<std::string>& fields) {
    const std::string_view label = columns_.label ? trimmed(fields[*columns_.label]) : std::string_view();
    if (columns_.class_index) return finder_.by_index(trimmed(fields[*columns_.class_index]), label, csv_.line());
    if (label.empty() && labels_optional_) return kNoClass;
    if (label.empty()) return fail(ErrorCode::kMalformed, "no label; a photo of none of the classes has the label -");
    return finder_.by_label(label);
  }

  Dataset& dataset_;
  ClassFinder& finder_;
  const Columns& columns_;
  const TableReader& csv_;
  const Selection& selection_;
  bool labels_optional_;
  std::uint64_t wanted_, row_ = 0;
  std::vector<std::uint32_t> lines_;
  SampleColumnReader sample_columns_;
};

/// An index after a background in the middle of the outputs may or may not count it.
Result<void> require_clear_indices(const ClassList& classes, std::string_view place) {
  const std::int32_t background = classes.background;
  if (background <= 0 || background >= static_cast<std::int32_t>(classes.names.size())) return {};
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("{}: output {} is \"background\", and class_index does not say whether it counts it: give labels "
                  "in the place of class_index, or say --background none, which makes it a class as the others",
                  place, background));
}

Result<Dataset> load(const DataOptions& options, const Model* model) {
  MUSTER_TRY(TableReader csv, TableReader::open(options.data));
  MUSTER_TRY(const Columns columns, find_columns(csv, options));
  MUSTER_TRY(ClassList classes, resolve_classes(options, model, columns.class_index.has_value()));
  if (columns.class_index) MUSTER_CHECK_OK(require_clear_indices(classes, csv.place()));
  MUSTER_TRY(const Selection selection, select_split(options.data, columns.path, columns.sample.split, options.split));
  Dataset dataset;
  dataset.source = options.data;
  dataset.root = options.root.empty() ? options.data.parent_path() : options.root;
  dataset.split = selection.split;
  dataset.by_index = columns.class_index.has_value();
  dataset.warnings = selection.warnings;
  ClassFinder finder(std::move(classes));
  ManifestReader reader(dataset, finder, columns, csv, options, selection);
  MUSTER_CHECK_OK(for_each_row(csv, [&](const std::vector<std::string>& fields) { return reader.add(fields); }));
  MUSTER_CHECK_OK(reader.finish());
  return dataset;
}

bool is_file(const std::filesystem::path& data) {
  std::error_code error;
  return std::filesystem::is_regular_file(data, error);
}

}  // namespace

const DatasetLayout manifest_layout{"manifest", is_file, load};

}  // namespace muster
