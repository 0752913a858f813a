#pragma once

#include <string>
#include <vector>

#include "muster/run.h"

namespace muster {

/// How the reference and the model prepare their photos, where that differs apart from the quantization of an input;
/// else nothing.
std::vector<std::string> other_preparation(const Run& reference, const Run& model);

}  // namespace muster
