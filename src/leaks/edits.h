#pragma once

#include <vector>

#include "image/perceptual_hash.h"
#include "leaks/align.h"
#include "leaks/photo_prints.h"
#include "muster/leaks.h"

namespace muster {

/// What was done to `original` to get `copy`, as far as it shows: `alignment` maps the original's square into the
/// copy's, turned by `symmetry`. The most telling first, never empty.
std::vector<Edit> edits_of(const PrintFacts& copy, const PrintFacts& original, Symmetry symmetry,
                           const Alignment& alignment);

}  // namespace muster
