#pragma once

#include <filesystem>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Reads a confusion matrix: the header `actual,Cat,Dog,Bird`, then a row a class, its name and how often it
/// was taken for each. Rows may stand in another order than the columns, but are the same classes; the result
/// has the order of the columns. Errors name file:line.
Result<GivenConfusion> read_confusion(const std::filesystem::path& path);

}  // namespace muster
