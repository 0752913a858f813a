#include "data/repeated_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

#include "base/text.h"

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

std::string class_word(const Dataset& dataset, std::size_t sample) {
  const std::uint32_t index = dataset.classes[sample];
  return index == kNoClass ? "-" : printable(dataset.class_names[index], 60);
}

std::vector<HashedPath> hashed_paths(const Dataset& dataset) {
  std::vector<HashedPath> hashes;
  hashes.reserve(dataset.size());
  std::string storage;
  for (std::uint32_t i = 0; i < dataset.size(); ++i)
    hashes.push_back({std::hash<std::string_view>{}(without_detours(dataset.paths[i], storage)), i});
  std::ranges::sort(hashes);
  return hashes;
}

}  // namespace

Result<void> check_repeated_paths(Dataset& dataset, const std::vector<std::uint32_t>& lines) {
  const std::vector<HashedPath> hashes = hashed_paths(dataset);
  std::uint64_t repeats = 0;
  std::vector<bool> repeated;
  std::string example, storage, first_storage;
  const auto path = [&](std::uint32_t i, std::string& into) { return without_detours(dataset.paths[i], into); };
  for (std::size_t i = 1, first = 0; i < hashes.size(); ++i) {
    const std::uint32_t a = hashes[first].sample, b = hashes[i].sample;
    // Different paths of one hash (1 in 10^7 for a million) are taken for different photos from then on.
    if (hashes[i].hash != hashes[first].hash || path(a, first_storage) != path(b, storage)) {
      first = i;
      continue;
    }
    if (dataset.classes[a] != dataset.classes[b])
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}: photo '{}' has two labels, '{}' in line {} and '{}' in line {}; keep the right one",
                              dataset.source.string(), printable(dataset.paths[a]), class_word(dataset, a), lines[a],
                              class_word(dataset, b), lines[b]));
    repeated.resize(dataset.size());
    repeated[std::max(a, b)] = true;
    if (repeats++ == 0)
      example = fmt::format("'{}' in lines {} and {}", printable(dataset.paths[a]), lines[a], lines[b]);
  }
  if (repeats > 0)
    dataset.warnings.push_back(fmt::format("{} line{} a photo that is there already, and {} left out: {}{}", repeats,
                                           repeats == 1 ? " repeats" : "s repeat", repeats == 1 ? "is" : "are", example,
                                           repeats == 1 ? "" : ", …"));
  if (repeats > 0) remove_samples(dataset, repeated);
  return {};
}

}  // namespace muster
