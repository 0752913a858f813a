#include "data/load_dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "data/dataset_layout.h"
#include "data/photo_list.h"

namespace muster {
namespace {

constexpr std::array kLayouts{
#define MUSTER_DATASET(name) &name##_layout,
#include "data/datasets.inc"
#undef MUSTER_DATASET
};

/// The one class that all photos have; nullopt: there are more, or none.
std::optional<std::uint32_t> only_class(const Dataset& dataset) {
  std::uint32_t seen = kNoClass;
  for (const std::uint32_t index : dataset.classes) {
    if (index == kNoClass || index == seen) continue;
    if (seen != kNoClass) return std::nullopt;
    seen = index;
  }
  return seen == kNoClass ? std::nullopt : std::optional(seen);
}

Result<void> check_content(const DataOptions& options, const Model* model, Dataset& dataset) {
  if (dataset.size() == 0)
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: no photos in it", options.data.string()));
  const auto only = only_class(dataset);
  if (only && dataset.class_names.size() < 2)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: all photos are of one class, '{}', and no other is known: accuracy over one class "
                            "means nothing; add photos of the others, or their names by --labels",
                            options.data.string(), printable(dataset.class_names[*only], 60)));
  if (only)
    dataset.warnings.push_back(fmt::format("all photos are of one class, '{}': nothing is learnt of the other {}",
                                           printable(dataset.class_names[*only], 60), dataset.class_names.size() - 1));
  if (model != nullptr && element_count(model->outputs.front()) == 1)
    dataset.warnings.push_back(
        fmt::format("the model's one score is taken for '{}' (class 0); '{}' (class 1) is the rest",
                    printable(dataset.class_names[0], 60), printable(dataset.class_names[1], 60)));
  return {};
}

/// MANIFEST:SPLIT, as other options take it.
std::string split_hint(const std::filesystem::path& data) {
  const auto [path, split] = path_and_split(data.string());
  std::error_code error;
  if (split.empty() || !std::filesystem::exists(path, error)) return "";
  return fmt::format("; give {} --split {}", path.string(), split);
}

Result<Dataset> load(const DataOptions& options, const Model* model) {
  std::error_code error;
  if (!std::filesystem::exists(options.data, error))
    return fail(ErrorCode::kNotFound, fmt::format("{}: there is no such folder or manifest{}", options.data.string(),
                                                  split_hint(options.data)));
  const auto* const layout = std::ranges::find_if(kLayouts, [&](const auto* l) { return l->matches(options.data); });
  if (layout == kLayouts.end())
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}: neither a folder nor a file", options.data.string()));
  MUSTER_TRY(Dataset dataset, (*layout)->load(options, model));
  dataset.source = options.data;
  MUSTER_CHECK_OK(check_content(options, model, dataset));
  return dataset;
}

}  // namespace

Result<Dataset> load_dataset(const DataOptions& options, const Model& model) {
  return load(options, &model);
}
Result<Dataset> load_dataset(const DataOptions& options) {
  return load(options, nullptr);
}

}  // namespace muster
