#pragma once

#include "model/formats.h"

namespace muster {

/// The facts of an ONNX model; weights in other files are found beside it. All but path, format, sha256 and sizes on
/// disk. Errors: kMalformed, with the offset; kUnsupported.
Result<Model> onnx_facts(const ModelFile& file);

/// All facts of the ONNX model at `path`.
Result<Model> load_onnx(const std::filesystem::path& path);

}  // namespace muster
