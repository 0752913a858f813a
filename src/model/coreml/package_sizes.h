#pragma once

#include "model/coreml/package_files.h"
#include "muster/model.h"

namespace muster {

/// Adds the sizes of a model on disk and its digest. Both sizes are summed over all files. The digest of a single file
/// is its SHA-256. That of several is the SHA-256 of, for each file but Manifest.json, in the byte order of their
/// paths below the package's folder: the path, one zero byte, the 32 bytes of the file's SHA-256. The manifest is left
/// out since it holds new random names each time that a model is saved.
void add_package_sizes(const PackageFiles& files, Model& model);

}  // namespace muster
