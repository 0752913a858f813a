#pragma once

#include <vector>

#include "muster/run.h"

namespace muster {

/// Takes out photos whose file is another's, byte for byte, and warns of them: one photo is one photo's evidence.
/// Copies with another class stay, for one of the two labels is wrong, and are warned of too. Returns which of the
/// photos there were are gone.
std::vector<bool> leave_out_copies(Run& run);

}  // namespace muster
