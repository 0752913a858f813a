#include "stress/linear_light.h"

#include <algorithm>
#include <cmath>

namespace muster {

double light_of(double level) {
  const double value = level / 255;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double level_of(double light) {
  const double value = std::clamp(light, 0.0, 1.0);
  return 255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055);
}

}  // namespace muster
