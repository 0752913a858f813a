#include <algorithm>

#include "muster/leaks.h"

namespace muster {

std::vector<std::uint32_t> leaking_photos(const LeakSearch& search) {
  std::vector<std::uint32_t> photos;
  for (const AlikePhotos& pair : search.leaks) photos.push_back(pair.first);
  std::ranges::sort(photos);
  const auto repeated = std::ranges::unique(photos);
  photos.erase(repeated.begin(), repeated.end());
  return photos;
}

}  // namespace muster
