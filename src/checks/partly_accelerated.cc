#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> partly_accelerated(const CheckInput& input) {
  const auto part = std::ranges::find_if(input.run.latency_runs,
                                         [](const LatencyRun& run) { return run.accelerator.ends_with("+cpu"); });
  if (part == input.run.latency_runs.end()) return std::nullopt;
  const std::string accelerator = part->accelerator.substr(0, part->accelerator.find('+'));
  return Seen{
      Outcome::kInconclusive,
      fmt::format("on the {} the {} delegate ran a part of the model, and the CPU the rest",
                  part->device.name.empty() ? "device" : printable(part->device.name, 60), printable(accelerator, 20)),
      {},
      part->origin,
      ""};
}

}  // namespace

const Check kPartlyAccelerated{
    "partly-accelerated", "An accelerator ran only a part of the model",
    "Each change between it and the CPU takes time, and the CPU's part is no faster than before.",
    "Replace the operators that it does not take (the log names them with --verbose), or budget for the CPU.",
    partly_accelerated};

}  // namespace muster
