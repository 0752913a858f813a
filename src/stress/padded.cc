#include "stress/padded.h"

#include <algorithm>

#include "stress/degradation.h"

namespace muster {

int place_inside(int place, int count, Border border) {
  if (border == Border::kEdge || count == 1) return std::clamp(place, 0, count - 1);
  const int period = 2 * (count - 1);
  const int within = ((place % period) + period) % period;
  return within < count ? within : period - within;
}

Padded padded(const Image& photo, int margin, Border border) {
  Padded result{photo.width, photo.height, margin, {}};
  result.values.reserve(result.stride() * static_cast<std::size_t>(photo.height + 2 * margin));
  for (int y = -margin; y < photo.height + margin; ++y) {
    const auto row = static_cast<std::size_t>(place_inside(y, photo.height, border)) * 3;
    for (int x = -margin; x < photo.width + margin; ++x) {
      const auto column = static_cast<std::size_t>(place_inside(x, photo.width, border)) * 3;
      const std::uint8_t* from = photo.pixels.data() + row * static_cast<std::size_t>(photo.width) + column;
      result.values.insert(result.values.end(), from, from + 3);
    }
  }
  return result;
}

Image to_photo(int width, int height, const std::vector<float>& values) {
  Image photo{width, height, std::vector<std::uint8_t>(values.size())};
  std::ranges::transform(values, photo.pixels.begin(),
                         [](float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F) + 0.5F); });
  return photo;
}

}  // namespace muster
