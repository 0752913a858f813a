#pragma once

#include <exception>
#include <string>

namespace muster {

/// Why OpenVINO threw: the last line that it gives, since those before it say where in its own sources.
inline std::string reason_of(const std::exception& thrown) {
  std::string text = thrown.what();
  text.erase(text.find_last_not_of(" \n") + 1);
  return text.substr(text.find_last_of('\n') + 1);
}

}  // namespace muster
