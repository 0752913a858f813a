#include <fmt/format.h>

#include <algorithm>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> colour_profile(const CheckInput& input) {
  const auto photos = input.run.other_colours_photos;
  if (photos == 0) return std::nullopt;
  const auto& states = input.run.predictions.states;
  const auto seen_photos =
      std::ranges::count_if(states, [](PhotoState state) { return state != PhotoState::kPending; });
  Seen seen;
  seen.summary = fmt::format("{} of {} photos {} a colour profile other than sRGB's, which was not applied", photos,
                             seen_photos, photos == 1 ? "has" : "have");
  seen.details = event_details(input.run, "colour-profile");
  return seen;
}

}  // namespace

const Check kColourProfile{
    "colour-profile", "Colour profiles that were not applied",
    "Pillow and most training code ignore them too, but an app that converts colours feeds the model other numbers.",
    "See what the app does (predict --compare-input); if it converts, convert these photos to sRGB first.",
    colour_profile};

}  // namespace muster
