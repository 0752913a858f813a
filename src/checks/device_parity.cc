#include <algorithm>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> device_parity(const CheckInput& input) {
  const auto told = std::ranges::find(input.run.events, "device-parity", &Event::check);
  if (told == input.run.events.end()) return std::nullopt;
  return Seen{Outcome::kFail, printable(told->message, 300), {}, input.run.predictions.origin, ""};
}

}  // namespace

const Check kDeviceParity{
    "device-parity", "The device computes otherwise",
    "The same tensor through the same model gives another answer there: its kernels are at fault.",
    "Try another version of the runtime there, or kernels without its processor's extensions.", device_parity};

}  // namespace muster
