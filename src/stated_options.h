#pragma once

#include <filesystem>

#include "data/load_preprocessing.h"
#include "measure/classifier.h"
#include "muster/dataset.h"
#include "muster/options.h"

namespace muster {

/// Options with what the model's sidecar file says under them.
struct StatedOptions {
  Sidecar sidecar;
  DataOptions data;
  RunOptions run;
};

/// Errors: as load_sidecar's.
Result<StatedOptions> with_sidecar(const std::filesystem::path& model, const DataOptions& data, const RunOptions& run);

/// How the model is to be told of the photos of `dataset`. Errors: a crop that no photo could fill.
Result<Classifier> classifier_of(const Model& model, const Preprocessing& preprocessing, const Dataset& dataset);

}  // namespace muster
