#include <algorithm>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> device_lost(const CheckInput& input) {
  const auto told = std::ranges::find(input.run.events, "device-lost", &Event::check);
  if (told == input.run.events.end()) return std::nullopt;
  return Seen{Outcome::kInconclusive, printable(told->message, 300), {}, input.run.predictions.origin, ""};
}

}  // namespace

const Check kDeviceLost{"device-lost", "The device could not be reached any more",
                        "What it did not answer is not known.",
                        "Run the same command again, with the same --output: it goes on where it was.", device_lost};

}  // namespace muster
