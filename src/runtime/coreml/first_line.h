#pragma once

#include <exception>
#include <string>

namespace muster {

/// What OpenVINO threw, as one line.
inline std::string first_line(const std::exception& thrown) {
  const std::string text = thrown.what();
  return text.substr(0, text.find('\n'));
}

}  // namespace muster
