#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "muster/metric.h"
#include "muster/run.h"

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

/// The flips of one class (after class groups).
struct ClassFlips {
  std::string name;
  DecisionFlips flips;
};

/// A photo on which the decision flipped; `moved`: how much of its score the reference's class lost.
struct MovedPhoto {
  std::string path, actual, before, after;  ///< actual: "no label" where it has none
  std::optional<double> moved;              ///< nullopt: the two scores are of other kinds
};

/// How near a model's scores are to the reference's, number by number, where both are given the same inputs.
struct ScoreAgreement {
  std::uint64_t photos = 0;  ///< all their scores are compared; 0: not measured, `reason` says why
  double snr_db = 0;  ///< 10·log10(Σ reference² / Σ (reference − model)²), over all photos; infinite: the same
  double median_snr_db = 0;  ///< of single photos
  double cosine = 0;         ///< of the two vectors of all photos' scores
  std::string reason;
};

/// One model beside the reference.
struct Comparison {
  DecisionFlips flips;
  std::vector<ReferenceAnswer> answers;  ///< as in BesideReference
  Unanswered unanswered;
  std::optional<Estimate> accuracy_loss;  ///< reference minus model, Tango's interval; nullopt: no photo has a label
  Estimate flip_rate;                     ///< Wilson's interval
  double p = 1;                           ///< McNemar's exact test
  double p_corrected = 1;                 ///< Holm, over all models compared
  Sameness sameness = Sameness::kInconclusive;
  std::string reason;                    ///< one sentence
  std::vector<ClassFlips> classes;       ///< those with flips, most first, at most twenty
  std::vector<MovedPhoto> moved;         ///< those that moved most, at most ten
  std::vector<std::string> preparation;  ///< where the photos are prepared otherwise: the reference's and the model's
  ScoreAgreement agreement;              ///< from `compare` only
};

}  // namespace muster
