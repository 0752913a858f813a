#pragma once

#include <cstdint>
#include <vector>

#include "muster/dataset.h"

namespace muster {

/// Labelled photos in random order, one of each group: photos of one group are not several photos' evidence.
std::vector<std::uint32_t> photos_to_take(const Dataset& dataset, std::uint64_t seed);

}  // namespace muster
