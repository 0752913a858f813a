#pragma once

#include <algorithm>
#include <span>
#include <string>

#include "muster/alike.h"

namespace muster {

/// "turned 90, cropped".
inline std::string in_words(std::span<const Edit> edits) {
  std::string text;
  for (const Edit edit : edits) text += (text.empty() ? "" : ", ") + std::string(to_string(edit));
  std::ranges::replace(text, '_', ' ');
  return text;
}

}  // namespace muster
