#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "data/load_dataset.h"

namespace muster {
namespace {

using Names = std::vector<std::string>;

tl::unexpected<Error> invalid(std::string_view text, std::string_view what) {
  return fail(ErrorCode::kInvalidArgument, fmt::format("--group {}: {}", printable(text), what));
}

/// "151-268" or "17"; nullopt: not of that form.
std::optional<std::pair<long long, long long>> parse_range(std::string_view piece) {
  if (const auto single = parse_integer(piece)) return std::pair(*single, *single);
  const std::size_t dash = piece.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = parse_integer(piece.substr(0, dash)), last = parse_integer(piece.substr(dash + 1));
  if (!first || !last) return std::nullopt;
  return std::pair(*first, *last);
}

/// Appends the classes of one piece; a class of that very name comes before an index range.
Result<void> add_piece(std::string_view text, std::string_view piece, const Names& class_names, ClassGroup& group) {
  const auto named = std::ranges::find(class_names, piece);
  if (named != class_names.end()) {
    if (std::find(named + 1, class_names.end(), piece) != class_names.end())
      return invalid(text, fmt::format("two classes are named {}: give their indices", in_quotes(piece)));
    group.classes.push_back(static_cast<std::uint32_t>(named - class_names.begin()));
    return {};
  }
  const auto range = parse_range(piece);
  if (!range)
    return invalid(text, fmt::format("no class is named {}{}", in_quotes(piece), did_you_mean(piece, class_names)));
  const auto [first, last] = *range;
  if (first < 0 || last < first || static_cast<unsigned long long>(last) >= class_names.size())
    return invalid(text, fmt::format("{} is no range of the {} classes, which count from 0", in_quotes(piece),
                                     class_names.size()));
  for (long long index = first; index <= last; ++index) group.classes.push_back(static_cast<std::uint32_t>(index));
  return {};
}

/// Pieces between commas. Where class names hold commas themselves, the whole may be one name.
Result<ClassGroup> parse_group(std::string_view text, const Names& class_names) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos)
    return invalid(text, "wanted is NAME=CLASSES, as dog=151-268 or dog=beagle,boxer");
  ClassGroup group{std::string(trimmed(text.substr(0, equals))), {}};
  const std::string_view members = trimmed(text.substr(equals + 1));
  if (group.name.empty() || members.empty()) return invalid(text, "name or classes are missing");
  if (std::ranges::find(class_names, members) != class_names.end()) {
    MUSTER_CHECK_OK(add_piece(text, members, class_names, group));
    return group;
  }
  for (const std::string_view piece : split(members, ','))
    MUSTER_CHECK_OK(add_piece(text, trimmed(piece), class_names, group));
  std::ranges::sort(group.classes);
  const auto repeated = std::ranges::unique(group.classes);
  group.classes.erase(repeated.begin(), repeated.end());
  return group;
}

}  // namespace

Result<std::vector<ClassGroup>> parse_class_groups(const DataOptions& options, const Names& class_names) {
  std::vector<ClassGroup> groups;
  std::vector<std::size_t> owner(class_names.size(), options.class_groups.size());
  for (const std::string& text : options.class_groups) {
    MUSTER_TRY(ClassGroup group, parse_group(text, class_names));
    if (std::ranges::find(groups, group.name, &ClassGroup::name) != groups.end())
      return invalid(text, fmt::format("group {} is given twice", in_quotes(group.name)));
    const auto same = std::ranges::find(class_names, group.name);
    if (same != class_names.end() &&
        !std::ranges::binary_search(group.classes, static_cast<std::uint32_t>(same - class_names.begin())))
      return invalid(text, fmt::format("{} is the name of a class outside the group", in_quotes(group.name)));
    for (const std::uint32_t index : group.classes) {
      if (owner[index] < groups.size())
        return invalid(text, fmt::format("class {} ({}) is in group {} too; a class belongs to one group", index,
                                         in_quotes(class_names[index]), in_quotes(groups[owner[index]].name)));
      owner[index] = groups.size();
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace muster
