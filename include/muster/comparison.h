#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "muster/report.h"

namespace muster {

/// Whether a model decides as the reference does.
enum class Sameness { kSame, kDrifted, kBroken, kInconclusive };
std::string_view to_string(Sameness sameness);  // "same", "drifted", "broken", "inconclusive"

/// What counts as the same: shares of the photos, as fractions.
struct SamenessBounds {
  double loss = 0.01;         ///< of accuracy: the upper bound must be under it
  double flips = 0.02;        ///< changed decisions: likewise
  double broken_loss = 0.05;  ///< of accuracy: a lower bound over it is broken
};

/// Top-1 decisions on the photos of a class that both models answered.
struct DecisionFlips {
  std::uint64_t photos = 0;
  std::uint64_t right_to_wrong = 0, wrong_to_right = 0, wrong_to_wrong = 0;  ///< from the reference to the model

  [[nodiscard]] std::uint64_t all() const { return right_to_wrong + wrong_to_right + wrong_to_wrong; }
};

/// The flips of one class (after class groups).
struct ClassFlips {
  std::string name;
  DecisionFlips flips;
};

/// A photo on which the decision flipped; `moved`: how much of its score the reference's class lost.
struct MovedPhoto {
  std::string path, actual, before, after;
  double moved = 0;
};

/// One model beside the reference.
struct Comparison {
  DecisionFlips flips;
  Estimate accuracy_loss;  ///< reference minus model, Tango's interval
  Estimate flip_rate;      ///< Wilson's interval
  double p = 1;            ///< McNemar's exact test
  double p_corrected = 1;  ///< Holm, over all models compared
  Sameness sameness = Sameness::kInconclusive;
  std::string reason;                    ///< one sentence
  std::vector<ClassFlips> classes;       ///< those with flips, most first, at most twenty
  std::vector<MovedPhoto> moved;         ///< those that moved most, at most ten
  std::vector<std::string> preparation;  ///< where the photos are prepared otherwise: the reference's and the model's
};

/// Several models on the same photos; the first is the reference.
struct ComparisonReport {
  Report report;                                       ///< each model by itself
  std::vector<std::optional<Comparison>> comparisons;  ///< of models 1, 2, …; nullopt: one of the two has no answers
  std::vector<bool> pareto;         ///< no other model is at least as small, fast and accurate, and better in one
  std::optional<std::size_t> ship;  ///< the model to ship; nullopt: none can be named
  std::string why;
};

}  // namespace muster
