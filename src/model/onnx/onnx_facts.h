#pragma once

#include "model/formats.h"

namespace muster {

/// The facts of an ONNX model; weights in other files are found beside it. All but path, format, sha256 and sizes on
/// disk. Errors: kMalformed, with the offset; kUnsupported.
Result<Model> onnx_facts(const ModelFile& file);

}  // namespace muster
