#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "muster/run.h"

namespace muster {

struct ScoreKind {
  std::string name;  ///< "probability", "logit", "sigmoid"; "" nothing was scored
  bool detected = false;
};

/// What the outputs of a whole run look like.
class ScoreRange {
 public:
  /// One photo's lowest and highest output and the sum of all.
  void include(float low, float high, float sum);
  void include(std::span<const float> scores);

  /// The kind that the user stated, else the one that fits: all in [0, 1] and sums near 1, probabilities; all in
  /// [0, 1], sigmoids; anything else, logits. Quantized outputs are given their rounding.
  [[nodiscard]] ScoreKind kind(std::string_view stated, const TensorSpec& output) const;

 private:
  float low_ = std::numeric_limits<float>::infinity(), high_ = -std::numeric_limits<float>::infinity();
  double distance_to_one_ = 0;  // summed over the photos
  std::uint64_t photos_ = 0;
};

/// A single output as two classes: class 0 ("dog") with its probability, class 1 ("not dog") with the rest; equal
/// probabilities go to class 0. Logits become probabilities.
void split_single_output(Predictions& predictions);

}  // namespace muster
