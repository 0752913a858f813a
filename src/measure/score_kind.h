#pragma once

#include <cstdint>
#include <limits>
#include <optional>
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

  /// The kind that the user stated; else the one that the model's last operator makes (`activation`, as
  /// Model::output_activation), where the scores do not contradict it; else the one that fits the range: probabilities
  /// all lie in [0, 1] and sum to 1 on every photo, of which at least ten are unsure, for sure sigmoids do so too;
  /// sigmoids lie in [0, 1]; anything else, and what has gone through neither, is a logit. Quantized outputs are
  /// given their rounding.
  [[nodiscard]] ScoreKind kind(std::string_view stated, const TensorSpec& output, std::string_view activation) const;

  /// How the scores contradict the kind that the user stated, as a sentence that says what to do; nullopt: they do not.
  [[nodiscard]] std::optional<std::string> contradiction(std::string_view stated, const TensorSpec& output,
                                                         std::string_view activation) const;

 private:
  [[nodiscard]] bool within_one(double slack) const { return low_ >= -slack && high_ <= 1 + slack; }
  [[nodiscard]] bool sums_to_one(const TensorSpec& output) const;
  [[nodiscard]] bool cannot_sum_to_one(const TensorSpec& output) const;

  float low_ = std::numeric_limits<float>::infinity(), high_ = -std::numeric_limits<float>::infinity();
  float least_sum_ = std::numeric_limits<float>::infinity(), most_sum_ = -std::numeric_limits<float>::infinity();
  double distance_to_one_ = 0;  // summed over the photos
  std::uint64_t photos_ = 0, unsure_ = 0;
};

/// A single output as two classes: class 0 ("dog") with its probability, class 1 ("not dog") with the rest; equal
/// probabilities go to class 0. Logits become probabilities.
void split_single_output(Predictions& predictions);

}  // namespace muster
