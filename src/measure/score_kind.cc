#include "measure/score_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/score_kinds.h"

namespace muster {
namespace {

constexpr std::uint64_t kEnoughPhotos = 10;
constexpr float kSure = 0.9F;  // a best score above it: a sigmoid's others are near 0 too, and all sum to about 1
constexpr double kSlack = 1e-3, kContradiction = 0.05;

/// The step of quantized outputs; 0: they are floats.
double step_of(const TensorSpec& output) {
  const bool quantized = output.quantization && !output.quantization->scales.empty();
  return quantized ? static_cast<double>(output.quantization->scales.front()) : 0;
}

/// The most by which the rounding of all outputs moves their sum: what lies below half a step is lost, in each.
double most_rounding(const TensorSpec& output) {
  return static_cast<double>(element_count(output)) * step_of(output) / 2;
}

}  // namespace

void ScoreRange::include(float low, float high, float sum) {
  low_ = std::min(low_, low);
  high_ = std::max(high_, high);
  least_sum_ = std::min(least_sum_, sum);
  most_sum_ = std::max(most_sum_, sum);
  distance_to_one_ += std::abs(static_cast<double>(sum) - 1);
  if (high < kSure) ++unsure_;
  ++photos_;
}

void ScoreRange::include(std::span<const float> scores) {
  if (scores.empty()) return;
  const auto [low, high] = std::ranges::minmax(scores);
  float sum = 0;
  for (const float score : scores) sum += score;
  include(low, high, sum);
}

bool ScoreRange::sums_to_one(const TensorSpec& output) const {
  // Each of n quantized outputs is off by up to half a step; together they seldom stray more than √n of them.
  const double usual = 0.01 + 2 * step_of(output) * std::sqrt(static_cast<double>(element_count(output)));
  const double most = 0.01 + most_rounding(output);
  return distance_to_one_ / static_cast<double>(photos_) <= usual && least_sum_ >= 1 - most && most_sum_ <= 1 + most;
}

bool ScoreRange::cannot_sum_to_one(const TensorSpec& output) const {
  const double most = kContradiction + most_rounding(output);
  return least_sum_ < 1 - most || most_sum_ > 1 + most;
}

ScoreKind ScoreRange::kind(std::string_view stated, const TensorSpec& output, std::string_view activation) const {
  if (!stated.empty()) return {std::string(stated), false};
  if (photos_ == 0) return {"", true};
  const bool one = element_count(output) == 1;
  const std::string_view by_graph = kind_of_activation(activation);
  const bool bounded = within_one(kSlack);
  if (by_graph == "logit") return {"logit", true};
  if (by_graph == "sigmoid" && bounded) return {"sigmoid", true};
  if (by_graph == "probability" && bounded && !one && !cannot_sum_to_one(output)) return {"probability", true};
  if (!bounded) return {"logit", true};
  const bool plain = activation == "none";
  if (plain && photos_ < kEnoughPhotos) return {"logit", true};  // that they lie in [0, 1] may be chance
  if (one) return {"sigmoid", true};
  const bool enough = plain || unsure_ >= kEnoughPhotos;
  return {enough && sums_to_one(output) ? "probability" : "sigmoid", true};
}

std::optional<std::string> ScoreRange::contradiction(std::string_view stated, const TensorSpec& output,
                                                     std::string_view activation) const {
  if (stated.empty() || photos_ == 0) return std::nullopt;
  const std::string_view by_graph = kind_of_activation(activation);
  const bool one = element_count(output) == 1;
  if (stated == "logit") {
    const bool certain = by_graph == "probability" || by_graph == "sigmoid";
    const bool seen = !one && unsure_ >= kEnoughPhotos && activation != "none" && sums_to_one(output);
    if (!within_one(kSlack) || (!certain && !seen)) return std::nullopt;
    return fmt::format(
        "the scores are stated to be logits, but all lie between 0 and 1{}: say --scores {}, or leave it out",
        certain ? fmt::format(", and the model ends in a {}", activation) : " and sum to 1",
        certain ? by_graph : "probability");
  }
  const std::string_view stated_words = stated == "probability" ? "probabilities" : "sigmoids";
  if (!within_one(0.01 + step_of(output)))
    return fmt::format(
        "the scores are stated to be {}, but go from {:.4g} to {:.4g}: say --scores logit, or leave it out",
        stated_words, low_, high_);
  if (stated == "probability" && !one && cannot_sum_to_one(output))
    return fmt::format(
        "the scores are stated to be probabilities, but those of one photo sum to {:.4g}, not to 1: say --scores "
        "sigmoid, "
        "or leave it out",
        most_sum_ > 1 + kContradiction + most_rounding(output) ? most_sum_ : least_sum_);
  return std::nullopt;
}

void split_single_output(Predictions& predictions) {
  for (std::size_t i = 0; i < predictions.states.size(); ++i) {
    if (predictions.states[i] != PhotoState::kScored) continue;
    const float output = predictions.scores[i][0];
    const float yes = predictions.score_kind == "logit" ? 1 / (1 + std::exp(-output)) : output;
    const float no = 1 - yes;
    predictions.best[i] = {yes >= no ? 0 : 1, yes >= no ? 1 : 0, kAbsent, kAbsent, kAbsent};
    predictions.scores[i] = {std::max(yes, no), std::min(yes, no), 0, 0, 0};
  }
}

}  // namespace muster
