#include "measure/score_kind.h"

#include <algorithm>
#include <cmath>

namespace muster {

void ScoreRange::include(float low, float high, float sum) {
  low_ = std::min(low_, low);
  high_ = std::max(high_, high);
  distance_to_one_ += std::abs(static_cast<double>(sum) - 1);
  ++photos_;
}

void ScoreRange::include(std::span<const float> scores) {
  if (scores.empty()) return;
  const auto [low, high] = std::ranges::minmax(scores);
  float sum = 0;
  for (const float score : scores) sum += score;
  include(low, high, sum);
}

ScoreKind ScoreRange::kind(std::string_view stated, const TensorSpec& output) const {
  if (!stated.empty()) return {std::string(stated), false};
  if (photos_ == 0) return {"", true};
  constexpr float kSlack = 1e-3F;
  if (low_ < -kSlack || high_ > 1 + kSlack) return {"logit", true};
  const auto outputs = static_cast<double>(element_count(output));
  if (outputs == 1) return {"sigmoid", true};
  // Each of n quantized outputs is off by up to half a step; together they seldom stray more than √n of them.
  const double step = output.quantization && !output.quantization->scales.empty()
                          ? static_cast<double>(output.quantization->scales.front())
                          : 0;
  const double slack = 0.01 + 2 * step * std::sqrt(outputs);
  return {distance_to_one_ / static_cast<double>(photos_) <= slack ? "probability" : "sigmoid", true};
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
