#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace muster {

/// The shapes of a network's tensors by their names, as its translation computes them. What reads the file alone knows
/// those that the file states, and follows the usual layers; the rest is looked up here where a translation was made.
using ComputedShapes = std::unordered_map<std::string, std::vector<std::int64_t>>;

}  // namespace muster
