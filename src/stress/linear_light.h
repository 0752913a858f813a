#pragma once

namespace muster {

/// Light of a level of sRGB (0 to 255), from 0 to 1, and back, not rounded (IEC 61966-2-1).
double light_of(double level);
double level_of(double light);

}  // namespace muster
