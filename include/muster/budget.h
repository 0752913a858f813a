#pragma once

#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"
#include "muster/threshold.h"

namespace muster {

enum class Level { kError, kWarning, kOff };
std::string_view to_string(Level level);

/// A limit on one metric, in the unit of the metric's id. good == bad where one bound was given.
/// Equality with a bound is never bad. The direction is the metric's.
struct Limit {
  std::string metric;
  double good = 0, bad = 0;
  Level level = Level::kError;
  std::string accelerator;  ///< "gpu" or "npu" where the budget asks for it; empty: any
};

/// What a model must keep to. The default is muster's own: size, p90 latency, top-1 accuracy.
struct Budget {
  std::vector<Limit> limits;
  std::vector<ThresholdRequest> thresholds;
  bool explore = false;                            ///< curves of the classes with most photos, to look at
  bool rankings = false;                           ///< show how every class ranks
  bool calibration = false;                        ///< show whether confidences mean what they say
  std::optional<std::string> accept_host_latency;  ///< the user's reason
  std::vector<std::string> devices;                ///< each must have been timed, and keep to the limits; empty: any
  bool accuracy_on_device = false;                 ///< only a device's answers prove a limit on accuracy
  std::string source = "default";                  ///< the file, and the target if one was named
};

/// good < 10 MB, 100 ms, > 85 %; bad > 50 MB, 1 s, < 70 %.
Budget default_budget();

/// Reads muster.toml over the default, entry by entry. `target` names a [target.NAME] table; "" none.
/// Unknown names are errors that offer the nearest; errors name file:line.
Result<Budget> load_budget(const std::filesystem::path& path, std::string_view target);

}  // namespace muster
