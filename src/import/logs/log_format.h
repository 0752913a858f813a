#pragma once

#include <string_view>
#include <vector>

#include "muster/device_log.h"
#include "muster/error.h"

namespace muster {

/// What one tool writes. Both functions get the whole text, in UTF-8.
struct LogFormat {
  std::string_view tool;  ///< as reports name it
  bool (*recognise)(std::string_view log);
  /// Errors: kMalformed, "LINE: what is wrong".
  Result<std::vector<DeviceRecord>> (*read)(std::string_view log);
};

// A format that its file defines but log_formats.inc does not list is unused, and fails the build.
#define MUSTER_LOG_FORMAT(name) extern const LogFormat name##_log;
#include "import/logs/log_formats.inc"
#undef MUSTER_LOG_FORMAT

}  // namespace muster
