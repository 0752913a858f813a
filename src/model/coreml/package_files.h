#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "muster/error.h"

namespace muster {

/// The files of a model by their path below the package's folder; a single file stands under its own name.
using PackageFiles = std::map<std::string, std::vector<std::byte>>;

/// Reads a .mlmodel file, or a .mlpackage as a folder or zipped. At most 1000 files and 2 GiB. Errors: kNotFound;
/// kMalformed, an archive that is damaged or whose paths lead out of it; kInvalidArgument, too many or too large.
Result<PackageFiles> read_package_files(const std::filesystem::path& path);

/// Whether `path` is relative, without "..", "." or empty parts: it cannot lead out of the folder that it is below.
bool stays_inside(const std::string& path);

}  // namespace muster
