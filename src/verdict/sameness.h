#pragma once

#include <vector>

#include "muster/report.h"

namespace muster {

/// Corrects the p values of the models' comparisons for being several, and gives each its sameness and reason. Pure.
///   broken        the lower 95 % bound of the loss of accuracy is over bounds.broken_loss
///   same          the upper bounds of the loss and of the flip rate are under bounds.loss and bounds.flips
///   drifted       the corrected p is under 0.05, or the lower bound of the flip rate is over bounds.flips
///   inconclusive  else, with how many photos would settle it at the rates seen; and in the place of broken and drifted
///                 where a part of the preparation of either's photos is a guess, which could be the cause
void judge_sameness(std::vector<ModelReport>& models, const SamenessBounds& bounds);

}  // namespace muster
