#pragma once

#include "model/onnx/onnx_file.h"
#include "muster/model.h"

namespace muster {

/// The facts of an ONNX model, all but path, format, sha256 and sizes on disk (add_package_sizes of the file's
/// `files`). Errors: as onnx_graph's; kUnsupported, more inputs or outputs than any network has.
Result<Model> onnx_facts(const OnnxFile& file);

/// All facts of the ONNX model at `path`, an open height and width in that size (no height: they stay open).
/// Errors: kInvalidArgument, an input that has another size.
Result<Model> load_onnx(const std::filesystem::path& path, const ImageSize& size = {});

}  // namespace muster
