#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> unreadable_photos(const CheckInput& input) {
  const auto& states = input.run.predictions.states;
  const auto unreadable = std::ranges::count(states, PhotoState::kUnreadable);
  if (unreadable == 0) return std::nullopt;
  Seen seen;
  const bool decoded_here = !input.run.predictions.digests.empty();
  seen.summary = fmt::format("{} of {} photos {}", unreadable, states.size(),
                             decoded_here ? "could not be decoded" : "have no answer");
  seen.caveat = seen.summary + ": see the finding unreadable-photos";
  seen.details = event_details(input.run, "unreadable-photos");
  return seen;
}

}  // namespace

const Check kUnreadablePhotos{
    "unreadable-photos", "Photos that could not be read, or have no answer",
    "They are no answers: accuracy's lower bound counts them as wrong, its upper bound as right.",
    "Repair or remove those photos; have the app answer them.", unreadable_photos};

}  // namespace muster
