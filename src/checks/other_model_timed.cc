#include <fmt/format.h>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

/// The name of a file on whatever system: what stands behind the last slash.
std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::optional<Seen> other_model_timed(const CheckInput& input) {
  if (!input.run.model) return std::nullopt;
  const std::string own = input.run.model->path.filename().string();
  for (const LatencyRun& run : input.run.latency_runs) {
    if (run.graph.empty() || file_name(run.graph) == own) continue;
    return Seen{Outcome::kInconclusive,
                fmt::format("the log timed {}, and this model is {}", in_quotes(file_name(run.graph)), in_quotes(own)),
                {},
                run.origin,
                ""};
  }
  return std::nullopt;
}

}  // namespace

const Check kOtherModelTimed{"other-model-timed", "A log of another file",
                             "Times of another model, or of another state of it, say nothing about this one.",
                             "Time this file on the phone, unless it is the same under another name.",
                             other_model_timed};

}  // namespace muster
