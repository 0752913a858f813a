#pragma once

#include "muster/budget.h"
#include "muster/metric.h"

namespace muster {

/// Where an interval lies among the ranges of a limit; a missing end is unknown and touches everything beyond the
/// value.
struct Position {
  bool wholly_bad = false, touches_bad = false, touches_acceptable = false, touches_good = false;
};

Position position_of(const Estimate& estimate, const Limit& limit, bool higher_is_better);

}  // namespace muster
