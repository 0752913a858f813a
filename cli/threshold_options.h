#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "muster/budget.h"
#include "muster/error.h"

namespace muster::cli {

/// What is asked of thresholds on the command line.
struct ThresholdArguments {
  std::vector<std::string> classes;
  std::optional<double> min_precision, min_recall, max_undecided;
  std::string cost;
  bool calibration = false, rankings = false;
};

/// --class, --min-precision, --min-recall, --max-undecided, --cost, --calibration, --rankings.
void add_threshold_options(CLI::App& command, ThresholdArguments& arguments);

/// Adds them to the budget, in place of what it asks of the same classes. Errors: kInvalidArgument, several needs at
/// once, or costs that are none.
Result<void> take_thresholds(const ThresholdArguments& arguments, Budget& budget);

}  // namespace muster::cli
