#pragma once

#include <string>
#include <vector>

#include "muster/budget.h"
#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Whether every class and slice value that the limits name is there, as far as the Run knows any: a misspelt limit
/// would hold nothing. Error: kInvalidArgument, with the nearest name.
Result<void> check_names(const Budget& budget, const Run& run);

/// Columns that limits name ("light" of "recall/dog@light=night"), each once.
std::vector<std::string> columns_of(const Budget& budget);

}  // namespace muster
