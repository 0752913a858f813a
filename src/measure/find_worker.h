#pragma once

#include <filesystem>

#include "muster/error.h"

namespace muster {

/// The muster-worker program: `named` if given; else the environment variable MUSTER_WORKER, beside the running
/// program, in ../libexec/muster of it, or where it was installed. kNotFound lists the places.
Result<std::filesystem::path> find_worker(const std::filesystem::path& named);

}  // namespace muster
