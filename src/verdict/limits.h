#pragma once

#include <span>

#include "metrics/classification.h"
#include "muster/budget.h"
#include "muster/report.h"

namespace muster {

class DecisionCourse;

/// What all limits of one Run are judged with.
struct LimitContext {
  const Run& run;
  const ClassificationCounts* counts = nullptr;  ///< null: no predictions
  const Budget& budget;
  std::span<const Measurement> measurements;  ///< of the run at 95 %, so that none is computed twice
  const DecisionCourse* course = nullptr;     ///< of a run that was decided early; else null
};

/// A limit's outcome, and the finding that says it in words.
struct JudgedLimit {
  LimitResult result;
  Finding finding;
};

/// Judges one limit: three outcomes; what only a host timed is not proved; a guessed preprocessing cannot fail
/// accuracy; what a constant answer reaches too proves nothing; a run cut short proves nothing but what is certain
/// already.
JudgedLimit judge_limit(const Limit& limit, const LimitContext& context);

/// 1 - 0.05 / K, with K the error-level limits on sampled figures: what a failure is asked to hold at.
double failing_confidence(const Budget& budget);

}  // namespace muster
