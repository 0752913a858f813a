#include "data/repeated_paths.h"

#include <fmt/format.h>

#include <string>

#include "base/path_repeats.h"
#include "base/text.h"

namespace muster {
namespace {

std::string class_word(const Dataset& dataset, std::size_t sample) {
  const std::uint32_t index = dataset.classes[sample];
  return index == kNoClass ? "-" : printable(dataset.class_names[index], 60);
}

}  // namespace

Result<void> check_repeated_paths(Dataset& dataset, const std::vector<std::uint32_t>& lines) {
  const std::vector<PathRepeat> repeats = find_path_repeats(dataset.paths, dataset.root);
  if (repeats.empty()) return {};
  std::vector<bool> repeated(dataset.size());
  for (const auto& [a, b] : repeats) {
    if (dataset.classes[a] != dataset.classes[b])
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}: photo '{}' has two labels, '{}' in line {} and '{}' in line {}; keep the right one",
                              dataset.source.string(), printable(dataset.paths[a]), class_word(dataset, a), lines[a],
                              class_word(dataset, b), lines[b]));
    repeated[b] = true;
  }
  const auto& [a, b] = repeats.front();
  const bool one = repeats.size() == 1;
  dataset.warnings.push_back(
      fmt::format("{} line{} a photo that is there already, and {} left out: '{}' in lines {} and {}{}", repeats.size(),
                  one ? " repeats" : "s repeat", one ? "is" : "are", printable(dataset.paths[a]), lines[a], lines[b],
                  one ? "" : ", …"));
  remove_samples(dataset, repeated);
  return {};
}

}  // namespace muster
