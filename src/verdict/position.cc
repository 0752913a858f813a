#include "verdict/position.h"

namespace muster {

Position position_of(const Estimate& estimate, const Limit& limit, bool higher_is_better) {
  // Mirrored so that more is worse: equality with the bad bound is never bad.
  const double sign = higher_is_better ? -1 : 1;
  const auto& best = higher_is_better ? estimate.high : estimate.low;
  const auto& worst = higher_is_better ? estimate.low : estimate.high;
  const double bad = sign * limit.bad, good = sign * limit.good;
  Position position;
  position.touches_bad = !worst || sign * *worst > bad;
  position.wholly_bad = best && sign * *best > bad && sign * estimate.value > bad;
  position.touches_acceptable = good != bad && (!worst || sign * *worst >= good);
  position.touches_good = !best || sign * *best < good;
  return position;
}

}  // namespace muster
