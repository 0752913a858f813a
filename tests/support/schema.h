#pragma once

#include <cstdlib>
#include <string>

#include "support/temporary_file.h"

namespace muster {

/// Whether that schema of docs/ accepts files (as a shell names them), as an independent validator says.
inline bool files_keep_to_schema(const std::string& schema, const std::string& files) {
  const std::string root = MUSTER_SOURCE_DIR;
  const std::string command =
      "python3 '" + root + "/tests/report/validate_schema.py' '" + root + "/docs/" + schema + "' " + files;
  return std::system(command.c_str()) == 0;
}

/// Whether it accepts a text.
inline bool keeps_to_schema(const std::string& schema, const std::string& text) {
  const TemporaryFile file(text, ".json");
  return files_keep_to_schema(schema, "'" + file.path().string() + "'");
}

}  // namespace muster
