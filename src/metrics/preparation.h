#pragma once

#include <string>
#include <vector>

#include "muster/run.h"

namespace muster {

/// How the reference and the model prepare their photos, where that differs by more than a step of a quantized input;
/// else nothing.
std::vector<std::string> other_preparation(const Run& reference, const Run& model);

}  // namespace muster
