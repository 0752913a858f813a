#pragma once

#include <string_view>
#include <vector>

#include "muster/error.h"
#include "muster/power_reading.h"

namespace muster {

/// One way in which devices tell of their power. Both functions get the whole text.
struct PowerFormat {
  std::string_view tool;
  bool (*recognise)(std::string_view text);
  /// Errors: kMalformed, "LINE: what is wrong".
  Result<std::vector<PowerReading>> (*read)(std::string_view text);
};

// A format that its file defines but power_formats.inc does not list is unused, and fails the build.
#define MUSTER_POWER_FORMAT(name) extern const PowerFormat name##_power;
#include "import/power/power_formats.inc"
#undef MUSTER_POWER_FORMAT

}  // namespace muster
