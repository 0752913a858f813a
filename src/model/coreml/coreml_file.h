#pragma once

#include <filesystem>
#include <string>

#include "Model.pb.h"
#include "model/coreml/package_files.h"
#include "muster/error.h"

namespace muster {

/// A Core ML model as it lies on disk: hostile; its message is parsed, and nothing else is checked.
struct CoremlFile {
  CoreML::Specification::Model message;
  PackageFiles files;
  std::string model_folder;  ///< the message's folder in the package, with its slash; "" for a single file
};

/// Reads a .mlmodel, or a .mlpackage as a folder or zipped. Errors: as read_package_files', and kMalformed, a manifest
/// that names no model or one outside the package, or a message that is cut short or none; kUnsupported, a compiled
/// model. Messages name the file.
Result<CoremlFile> open_coreml(const std::filesystem::path& path);

}  // namespace muster
