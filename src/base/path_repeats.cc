#include "base/path_repeats.h"

#include <algorithm>
#include <compare>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace muster {
namespace {

struct HashedPath {
  std::uint64_t hash;
  std::uint32_t sample;
  friend auto operator<=>(const HashedPath&, const HashedPath&) = default;
};

/// The path without detours: equal for equal files, links aside. Nearly all paths have none.
std::string_view without_detours(std::string_view path, std::string& storage) {
  if (!path.starts_with("./") && path.find("/.") == std::string_view::npos && path.find("//") == std::string_view::npos)
    return path;
  storage = std::filesystem::path(path).lexically_normal().string();
  return storage;
}

std::vector<HashedPath> hashed_paths(const StringColumn& paths) {
  std::vector<HashedPath> hashes;
  hashes.reserve(paths.size());
  std::string storage;
  for (std::uint32_t i = 0; i < paths.size(); ++i)
    hashes.push_back({std::hash<std::string_view>{}(without_detours(paths[i], storage)), i});
  std::ranges::sort(hashes);
  return hashes;
}

}  // namespace

std::vector<PathRepeat> find_path_repeats(const StringColumn& paths) {
  const std::vector<HashedPath> hashes = hashed_paths(paths);
  std::vector<PathRepeat> repeats;
  std::string first_storage, storage;
  for (std::size_t i = 1, first = 0; i < hashes.size(); ++i) {
    const std::uint32_t a = hashes[first].sample, b = hashes[i].sample;
    // Different paths of one hash (1 in 10^7 for a million) are taken for different photos from then on.
    if (hashes[i].hash == hashes[first].hash &&
        without_detours(paths[a], first_storage) == without_detours(paths[b], storage))
      repeats.push_back({a, b});
    else
      first = i;
  }
  return repeats;
}

}  // namespace muster
