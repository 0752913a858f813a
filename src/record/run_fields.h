#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// One document of a Run file: what is not one row a photo.
struct RunDocument {
  std::string_view name;
  nlohmann::json (*write)(const Run& run);
  void (*read)(const nlohmann::json& json, Run& run);  ///< throws nlohmann::json::exception
  bool may_be_missing = false;                         ///< it came after the format: what was not measured is not there
};

/// All documents; docs/run-file.md lists their fields.
const std::vector<RunDocument>& run_documents();

/// Whether what was read from the documents hangs together: indices, counts and times in their ranges.
/// Error: kMalformed, with what is wrong.
Result<void> check_documents(const Run& run);

}  // namespace muster
