#include <algorithm>

#include "base/text.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> energy_not_measured(const CheckInput& input) {
  const auto told = std::ranges::find(input.run.events, "energy-not-measured", &Event::check);
  if (told == input.run.events.end()) return std::nullopt;
  return Seen{Outcome::kInconclusive, printable(told->message, 300), {}, std::nullopt, ""};
}

}  // namespace

const Check kEnergyNotMeasured{"energy-not-measured", "The meter told nothing that counts",
                               "Without a meter the energy is an estimate, which proves no limit.",
                               "Run it for longer (--energy SECONDS), on its battery, with nothing else running.",
                               energy_not_measured};

}  // namespace muster
