#pragma once

#include <vector>

#include "muster/report.h"

namespace muster {

/// Corrects the p values of the models' comparisons for being several, and gives each its sameness and reason. Pure.
///   broken        the lower 95 % bound of the loss of accuracy is over bounds.broken_loss
///   same          the upper bounds of the loss and of the flip rate are under bounds.loss and bounds.flips, and that
///   of
///                 the flip rate also over the photos that the reference answers otherwise than with its commonest
///                 answer, of which there are kFewUncommon at least: a constant answer shows no sameness
///   drifted       the corrected p is under 0.05, or the lower bound of the flip rate is over bounds.flips
///   inconclusive  else, with how many photos would settle it at the rates seen; and whatever was seen, where a part of
///                 the preparation of either's photos is a guess: it could be the cause of flips, and hide them
/// Without labels the loss is unknown, but it is at most the flip rate.
void judge_sameness(std::vector<ModelReport>& models, const SamenessBounds& bounds);

}  // namespace muster
