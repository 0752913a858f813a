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

/// Where the height of an image stands in a shape of three or more dimensions, and its width behind it: before the
/// channels where these come last (1 or 3 of them there, and not in their place before the height), else at the end.
std::size_t height_position(const std::vector<std::int64_t>& shape);

}  // namespace muster
