#pragma once

#include <filesystem>
#include <string_view>

#include "muster/error.h"

namespace muster {

/// The name of the worker program that runs models of that format.
std::string_view worker_program(std::string_view format);

/// A worker program: `named` if given; else what the environment variable MUSTER_WORKER names, or `program` beside the
/// running one, in ../libexec/muster of it, or where it was installed. kNotFound lists the places.
Result<std::filesystem::path> find_worker(const std::filesystem::path& named, std::string_view program);

}  // namespace muster
