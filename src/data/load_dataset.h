#pragma once

#include <cstdint>

#include "muster/dataset.h"
#include "muster/error.h"
#include "muster/model.h"
#include "muster/options.h"

namespace muster {

/// Reads a folder of class folders or a CSV manifest and matches its labels with the model's outputs.
/// No photo is opened. Memory: its columns only. Errors as the design lists them.
Result<Dataset> load_dataset(const DataOptions& options, const Model& model);

/// The same without a model (predictions from elsewhere): classes are the labels found, sorted, or the
/// names of `options.labels`.
Result<Dataset> load_dataset(const DataOptions& options);

/// The groups that `options.class_groups` names, by index range or by class name.
Result<std::vector<ClassGroup>> parse_class_groups(const DataOptions& options,
                                                   const std::vector<std::string>& class_names);

}  // namespace muster
