#include <array>

#include "muster/leaks.h"

namespace muster {

std::string_view to_string(Edit edit) {
  constexpr std::array<std::string_view, 16> kWords{
      "same_file", "same_pixels", "mirrored", "turned_90",  "turned_180", "turned_270", "tilted",  "cropped",
      "bordered",  "stretched",   "greyed",   "brightened", "darkened",   "blurred",    "resized", "recompressed"};
  const auto index = static_cast<std::size_t>(edit);
  return index < kWords.size() ? kWords[index] : "?";
}

}  // namespace muster
