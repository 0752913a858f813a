#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> saturated_input(const CheckInput& input) {
  const ClippedInputs& clipped = input.run.clipped_inputs;
  if (clipped.photos == 0) return std::nullopt;
  const auto measured = static_cast<std::uint64_t>(std::ranges::count_if(
      input.run.predictions.states, [](PhotoState state) { return state != PhotoState::kPending; }));
  Seen seen;
  seen.summary = fmt::format(
      "the stated mean and std clip more than 1 % of the input's numbers in {} of {} photos, and {} of them in the "
      "worst",
      format_count(clipped.photos), format_count(std::max(measured, clipped.photos)),
      format_percent(clipped.largest_share));
  seen.details = {printable(clipped.worst_photo)};
  if (2 * clipped.photos > measured)
    seen.caveat =
        "The stated mean and std do not fit the scale of the quantized input: photos reach the model clipped.";
  return seen;
}

}  // namespace

const Check kSaturatedInput{
    "saturated-input", "Mean and std that the input cannot hold",
    "Numbers outside of what a quantized input can hold become its lowest or highest, and the picture is lost.",
    "State --mean raw where the app feeds the pixels as they are, or the mean and std of the training.",
    saturated_input};

}  // namespace muster
