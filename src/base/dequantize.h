#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "muster/error.h"
#include "muster/tensor.h"

namespace muster {

/// The output tensor's numbers, dequantized. Errors: kUnsupported, a number type that holds no scores.
Result<std::vector<float>> dequantize(const TensorSpec& output, std::span<const std::byte> bytes);

}  // namespace muster
