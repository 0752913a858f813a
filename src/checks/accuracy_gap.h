#pragma once

#include <optional>
#include <string_view>

#include "checks/check.h"
#include "metrics/other_counts.h"

namespace muster {

/// A gap that no app should ship with unnoticed. Fixed, so that reports can be compared; budgets set their own.
inline constexpr double kLargeGap = 0.05;

/// What a gap, measured as `metric`, comes to; told from the side that is answered better. Details: the classes whose
/// gap is surely large, all of them together at 95 % (Bonferroni), the worst first. nullopt: it was not measured.
std::optional<Seen> judge_gap(const CheckInput& input, std::string_view metric, OtherRole role,
                              std::string_view usually_better, std::string_view usually_worse);

}  // namespace muster
