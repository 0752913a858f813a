#pragma once

#include <cstddef>
#include <span>

namespace muster {

/// Whether an ICC profile states other colours than sRGB's: another RGB space (Display P3, Adobe RGB), inks, or an RGB
/// space given by tables alone. Judged by the primaries (rXYZ, gXYZ, bXYZ of ICC.1:2022 9.2), not by names. Grey
/// profiles and what is no profile state none. `profile` may be cut off or hostile.
bool has_other_colours(std::span<const std::byte> profile);

}  // namespace muster
