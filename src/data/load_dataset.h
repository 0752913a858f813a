#pragma once

#include <cstdint>

#include "muster/dataset.h"
#include "muster/error.h"
#include "muster/model.h"
#include "muster/options.h"

namespace muster {

/// Reads a folder of class folders or a CSV manifest and matches its labels with the model's outputs.
/// No photo is opened. A model of one output has two classes: class 0 is what its score means, class 1 the rest.
/// Memory: its columns, and 20 bytes a sample for the time of the call. Errors name file:line and what to do:
/// labels and outputs that do not fit, an unknown background, one photo with two labels, no photos, one class only.
Result<Dataset> load_dataset(const DataOptions& options, const Model& model);

/// The same without a model (predictions from elsewhere): classes are the labels found, sorted, or the
/// names of `options.labels`.
Result<Dataset> load_dataset(const DataOptions& options);

/// The groups that `options.class_groups` names, by index range or by class name.
Result<std::vector<ClassGroup>> parse_class_groups(const DataOptions& options,
                                                   const std::vector<std::string>& class_names);

}  // namespace muster
