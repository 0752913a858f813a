#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> times_under_load(const CheckInput& input) {
  const auto loaded =
      std::ranges::find_if(input.run.latency_runs, [](const LatencyRun& run) { return run.requests > 1; });
  if (loaded == input.run.latency_runs.end()) return std::nullopt;
  return Seen{Outcome::kInconclusive,
              fmt::format("{} kept {} requests in flight at once: its times are of a machine under load",
                          loaded->tool.empty() ? "the log's tool" : printable(loaded->tool, 40), loaded->requests),
              {},
              loaded->origin,
              ""};
}

}  // namespace

const Check kTimesUnderLoad{"times-under-load", "Times of several photos at once",
                            "A photo that waits for others takes longer than one alone; an app has one.",
                            "Time it with one request at a time (benchmark_app: -hint latency -nireq 1).",
                            times_under_load};

}  // namespace muster
