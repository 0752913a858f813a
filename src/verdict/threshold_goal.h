#pragma once

#include <toml++/toml.h>

#include "muster/error.h"
#include "muster/threshold.h"

namespace muster {

/// The need that a table of a budget states: min_precision, min_recall, max_undecided, or cost = {false_alarm = 1,
/// miss = 20}; nullopt: none, only curves are wanted. Errors say what is wrong; the caller says where.
Result<std::optional<ThresholdGoal>> read_threshold_goal(const toml::table& table);

}  // namespace muster
