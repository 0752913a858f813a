#pragma once

#include <filesystem>
#include <string>

#include "model/coreml/package_files.h"
#include "muster/error.h"
#include "onnx/onnx-ml.pb.h"

namespace muster {

/// An ONNX model as it lies on disk: hostile; its message is parsed, and nothing else is checked.
struct OnnxFile {
  onnx::ModelProto message;
  PackageFiles files;      ///< the model under its own name, and the files with its weights by their location
  std::string model_name;  ///< the model's own key in `files`
};

/// Reads a model and the files beside it that hold its weights, 2 GiB in all. Errors: kNotFound; kMalformed, a message
/// that is cut short or none, or weights whose location leads out of the model's folder; kInvalidArgument, too large.
Result<OnnxFile> open_onnx(const std::filesystem::path& path);

/// Where a tensor's external data lie: an entry of its `external_data`; "" where it has none.
std::string external_entry(const onnx::TensorProto& tensor, std::string_view key);

}  // namespace muster
