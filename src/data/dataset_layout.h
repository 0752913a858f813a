#pragma once

#include <filesystem>
#include <string_view>

#include "muster/dataset.h"
#include "muster/error.h"
#include "muster/model.h"
#include "muster/options.h"

namespace muster {

/// One way in which labelled photos lie on disk.
struct DatasetLayout {
  std::string_view id;
  bool (*matches)(const std::filesystem::path& data);
  /// Fills everything but Dataset::source. `model` is null where there is none. Errors need not repeat
  /// DataOptions::data unless they speak of one line.
  Result<Dataset> (*load)(const DataOptions& options, const Model* model);
};

// A layout that its file defines but datasets.inc does not list is unused, and fails the build.
#define MUSTER_DATASET(name) extern const DatasetLayout name##_layout;
#include "data/datasets.inc"
#undef MUSTER_DATASET

}  // namespace muster
