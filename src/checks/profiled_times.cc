#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> profiled_times(const CheckInput& input) {
  const auto profiled =
      std::ranges::find_if(input.run.latency_runs, [](const LatencyRun& run) { return run.profiled; });
  if (profiled == input.run.latency_runs.end()) return std::nullopt;
  return Seen{Outcome::kInconclusive,
              fmt::format("{} timed the {} with its operator profiler on: the times are upper bounds, by which a limit "
                          "can be kept, and none is failed",
                          profiled->tool.empty() ? "the log's tool" : printable(profiled->tool, 40),
                          profiled->device.name.empty() ? "model" : printable(profiled->device.name, 60)),
              {},
              profiled->origin,
              ""};
}

}  // namespace

const Check kProfiledTimes{"profiled-times", "Times with a profiler on",
                           "A profiler takes time and memory for every operator, and an app runs without it.",
                           "Run it again without it (benchmark_model: leave out --enable_op_profiling).",
                           profiled_times};

}  // namespace muster
