#include <fmt/format.h>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> free_input_size(const CheckInput& input) {
  const auto reason = input.run.model ? unknown_input_size(*input.run.model) : std::nullopt;
  if (!reason) return std::nullopt;
  const bool timed = !input.run.latency_runs.empty();
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = fmt::format("{}, because {}",
                             timed ? "times are of a size that is not known" : "the model was not run here", *reason);
  seen.caveat = fmt::format("{}: {}.", timed ? "Times prove nothing" : "Not timed, and shown no photos", *reason);
  return seen;
}

}  // namespace

const Check kFreeInputSize{"free-input-size", "The model's input has no fixed size",
                           "Time and accuracy hang on the size of the input; at 1×1 both would mean nothing.",
                           "Give the size that the app feeds, such as --input-size 224 or --input-size 320x240.",
                           free_input_size};

}  // namespace muster
