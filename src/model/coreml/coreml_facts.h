#pragma once

#include <functional>

#include "model/coreml/computed_shapes.h"
#include "model/coreml/coreml_file.h"
#include "muster/model.h"

namespace muster {

/// The facts of a Core ML model, all but path, format, sha256 and sizes on disk. Errors: kUnsupported, a kind of model
/// that is no network, and what to do; kMalformed.
Result<Model> coreml_facts(const CoremlFile& file, const ComputedShapes& computed = {});

/// What computes the shapes inside a network; those that it could not are left out.
using ShapeComputer = std::function<ComputedShapes(const CoremlFile&)>;

/// All facts of the Core ML model at `path`, a flexible input in that size (no height: its own). Shapes are
/// computed only where the file leaves some open that count. Errors: as open_coreml's and coreml_facts'.
Result<Model> load_coreml(const std::filesystem::path& path, const ImageSize& size, const ShapeComputer& compute);

}  // namespace muster
