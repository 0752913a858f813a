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

/// Paths without detours and below the root: equal for equal files, links aside. Nearly all have none.
class Shortener {
 public:
  explicit Shortener(const std::filesystem::path& root) {
    std::error_code unknown;
    root_ = (std::filesystem::absolute(root, unknown) / "").lexically_normal().string();
  }

  std::string_view operator()(std::string_view path, std::string& storage) const {
    if (path.starts_with("./") || path.find("/.") != std::string_view::npos ||
        path.find("//") != std::string_view::npos) {
      storage = std::filesystem::path(path).lexically_normal().string();
      path = storage;
    }
    if (path.starts_with(root_)) path.remove_prefix(root_.size());
    return path;
  }

 private:
  std::string root_;
};

std::vector<HashedPath> hashed_paths(const StringColumn& paths, const Shortener& shortened) {
  std::vector<HashedPath> hashes;
  hashes.reserve(paths.size());
  std::string storage;
  for (std::uint32_t i = 0; i < paths.size(); ++i)
    hashes.push_back({std::hash<std::string_view>{}(shortened(paths[i], storage)), i});
  std::ranges::sort(hashes);
  return hashes;
}

}  // namespace

std::vector<PathRepeat> find_path_repeats(const StringColumn& paths, const std::filesystem::path& root) {
  const Shortener shortened(root.empty() ? "." : root);
  const std::vector<HashedPath> hashes = hashed_paths(paths, shortened);
  std::vector<PathRepeat> repeats;
  std::string first_storage, storage;
  for (std::size_t i = 1, first = 0; i < hashes.size(); ++i) {
    const std::uint32_t a = hashes[first].sample, b = hashes[i].sample;
    // Different paths of one hash (1 in 10^7 for a million) are taken for different photos from then on.
    if (hashes[i].hash == hashes[first].hash && shortened(paths[a], first_storage) == shortened(paths[b], storage))
      repeats.push_back({a, b});
    else
      first = i;
  }
  return repeats;
}

}  // namespace muster
