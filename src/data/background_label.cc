#include "data/background_label.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace muster {
namespace {

constexpr auto kNames = std::to_array<std::string_view>({"background", "__background__"});
constexpr std::string_view kUnknown = "???";
constexpr auto kWeakNames =
    std::to_array<std::string_view>({"",      "-",      "_background_", "backgrounds", "bg",         "dummy",   "empty",
                                     "n/a",   "na",     "negative",     "no object",   "none",       "nothing", "null",
                                     "other", "others", "unknown",      "unlabeled",   "unlabelled", "void"});

template <class Names>
bool is_one_of(const Names& names, std::string_view label) {
  const std::string lower = lower_case(label);
  return std::ranges::find(names, std::string_view(lower)) != names.end();
}

}  // namespace

bool names_background(std::string_view label) {
  return is_one_of(kNames, label);
}

std::optional<std::size_t> background_label(const std::vector<std::string>& labels) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (!names_background(labels[i])) continue;
    if (found) return std::nullopt;
    found = i;
  }
  if (found || labels.empty()) return found;
  const bool first = labels.front() == kUnknown, last = labels.back() == kUnknown;
  if (first == last) return std::nullopt;
  return first ? 0 : labels.size() - 1;
}

bool may_be_background(std::string_view label) {
  return names_background(label) || label == kUnknown || is_one_of(kWeakNames, label);
}

}  // namespace muster
