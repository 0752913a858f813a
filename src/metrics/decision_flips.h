#pragma once

#include <cstdint>

#include "muster/comparison.h"
#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Flips, their rates and the photos behind them; p_corrected, sameness and reason are left to the verdict, the
/// agreement of scores to `compare`. Photos are
/// matched by path, classes by name where both runs name them. Pure. Error: kInvalidArgument, the models tell other
/// classes apart, or have no photo in common;
/// kUnsupported, one is no classifier.
Result<Comparison> compare_decisions(const Run& reference, const Run& model);

/// The facts of such a comparison, for Run::reference.
BesideReference facts_of(const Comparison& comparison, const Run& reference);

/// The fewest photos that the reference answers otherwise than with its commonest answer, from which sameness is
/// concluded.
inline constexpr std::uint64_t kFewUncommon = 30;

/// Accuracy of the reference minus that of the model, with Tango's interval; each bound takes the `open` photos, which
/// are not among the flips', for the worst, or best, that they could be. There must be a labelled photo.
Estimate accuracy_loss_of(const DecisionFlips& flips, double confidence, std::uint64_t open = 0);

/// The share of changed decisions, of labelled and unlabelled photos, with Wilson's interval; likewise.
Estimate flip_rate_of(const DecisionFlips& flips, double confidence, std::uint64_t open = 0);

}  // namespace muster
