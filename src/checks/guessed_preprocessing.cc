#include <fmt/format.h>

#include "checks/check.h"

namespace muster {
namespace {

std::optional<Seen> guessed_preprocessing(const CheckInput& input) {
  if (!input.run.preprocessing || input.counts == nullptr || input.run.predictions.origin == Origin::kDevice ||
      !is_guessed(*input.run.preprocessing))
    return std::nullopt;
  const Preprocessing& preprocessing = *input.run.preprocessing;
  Seen seen{Outcome::kInconclusive, "how the model wants its photos was guessed, in part", {}, std::nullopt, ""};
  if (preprocessing.crop_source == Source::kDefault) seen.details.push_back("crop " + to_string(preprocessing.crop));
  if (preprocessing.resize_source == Source::kDefault)
    seen.details.push_back("resize " + std::string(to_string(preprocessing.resize)));
  if (preprocessing.mean_source == Source::kDefault) seen.details.emplace_back("mean and std");
  seen.caveat = fmt::format("how photos are prepared was guessed in part ({}): find it with muster doctor",
                            fmt::join(seen.details, ", "));
  return seen;
}

}  // namespace

const Check kGuessedPreprocessing{
    "guessed-preprocessing", "Preprocessing was guessed",
    "Photos prepared in another way than in training can cost any share of the accuracy.",
    "State it: --preprocess, or --crop, --resize, --mean and --std, or MODEL.muster.toml beside the model.",
    guessed_preprocessing};

}  // namespace muster
