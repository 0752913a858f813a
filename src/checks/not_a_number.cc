#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> not_a_number(const CheckInput& input) {
  const auto photos = std::ranges::count(input.run.predictions.states, PhotoState::kNotANumber);
  if (photos == 0) return std::nullopt;
  Seen seen;
  seen.summary =
      fmt::format("an output is not a number for {} photo{}, which count as wrong", photos, photos == 1 ? "" : "s");
  seen.details = event_details(input.run, "not-a-number");
  return seen;
}

}  // namespace

const Check kNotANumberOutputs{"not-a-number", "Outputs that are not numbers",
                               "NaN compares with nothing: an app shows whatever class comes first.",
                               "Look for overflow in half precision, divisions by zero, and a wrong mean or std.",
                               not_a_number};

}  // namespace muster
