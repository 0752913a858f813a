#pragma once

#include <cstdlib>
#include <string>

#include "support/temporary_file.h"

namespace muster {

/// Whether that schema of docs/ accepts the text, as an independent validator says.
inline bool keeps_to_schema(const std::string& schema, const std::string& text) {
  const TemporaryFile file(text, ".json");
  const std::string root = MUSTER_SOURCE_DIR;
  const std::string command = "python3 '" + root + "/tests/report/validate_schema.py' '" + root + "/docs/" + schema +
                              "' '" + file.path().string() + "'";
  return std::system(command.c_str()) == 0;
}

}  // namespace muster
