#include <fmt/format.h>

#include "base/text.h"
#include "checks/check.h"
#include "metrics/latency.h"

namespace muster {
namespace {

std::optional<Seen> arithmetic_mismatch(const CheckInput& input) {
  const auto runs = speaking_runs(input.run);
  if (input.counts == nullptr || runs.empty()) return std::nullopt;
  const LatencyRun& timing = *runs.front();
  const Origin origin = input.counts->origin;
  const std::string& accelerator = input.counts->accelerator;
  if (origin == timing.origin && accelerator == timing.accelerator) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format("accuracy is of the {} ({}), latency of the {} ({})", to_string(origin),
                             printable(accelerator), to_string(timing.origin), printable(timing.accelerator));
  seen.caveat = fmt::format("Latency and accuracy come from different arithmetic: {}.", seen.summary);
  return seen;
}

}  // namespace

const Check kArithmeticMismatch{
    "arithmetic-mismatch", "Accuracy and latency come from different arithmetic",
    "An accelerator that is fast may compute otherwise: no one run had both figures.",
    "Take the answers where the times were taken: --predictions phone.csv --measured-on \"DEVICE; OS; ...\".",
    arithmetic_mismatch};

}  // namespace muster
