#include "base/labels/flat_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::string_view kShapes =
    "give a list of names, or a map from index to name or from name to index, or a text file with one name per line";

bool is_index(const LabelScalar& scalar) {
  constexpr std::size_t kMostDigits = 7;
  return !scalar.text.empty() && scalar.text.size() <= kMostDigits &&
         scalar.text.find_first_not_of("0123456789") == std::string::npos;
}

StatedIndex index_of(const LabelScalar& scalar) {
  return {parse_integer(scalar.text).value_or(-1), scalar.line};
}

const LabelScalar& key_of(const LabelEntry& entry) {
  return entry.key;
}
const LabelScalar& value_of(const LabelEntry& entry) {
  return entry.values.front();
}
using Part = const LabelScalar& (*)(const LabelEntry&);

std::vector<StatedIndex> indices_of(const FlatTree& tree, Part part) {
  std::vector<StatedIndex> indices;
  for (const LabelEntry& entry : tree.entries) indices.push_back(index_of(part(entry)));
  return indices;
}

bool all_are_indices(const FlatTree& tree, Part part) {
  return std::ranges::all_of(tree.entries, [&](const LabelEntry& entry) { return is_index(part(entry)); });
}

Result<void> require_one_line(const LabelScalar& name, std::string_view source) {
  if (name.text.find('\0') == std::string::npos && name.text.find('\n') == std::string::npos && is_utf8(name.text))
    return {};
  return label_error(source, name.line, fmt::format("{} is not a name of one line of text", in_quotes(name.text)));
}

Result<void> require_distinct_keys(const FlatTree& tree, std::string_view source) {
  std::set<std::string_view> seen;
  for (const LabelEntry& entry : tree.entries)
    if (!seen.insert(entry.key.text).second)
      return label_error(source, entry.key.line, fmt::format("the key {} occurs twice", in_quotes(entry.key.text)));
  return {};
}

/// Names put in the order of their indices.
Result<LabelText> ordered(const FlatTree& tree, Part index, Part name, std::string_view form, std::string_view source) {
  MUSTER_TRY(const std::vector<std::size_t> positions, positions_of(indices_of(tree, index), source));
  LabelText labels;
  labels.form = fmt::format("a {} {}", tree.language, form);
  labels.names.resize(tree.entries.size());
  for (std::size_t i = 0; i < positions.size(); ++i) {
    MUSTER_CHECK_OK(require_one_line(name(tree.entries[i]), source));
    labels.names[positions[i]] = trimmed(name(tree.entries[i]).text);
  }
  return labels;
}

/// Keras: {"0": ["n01440764", "tench"], …}.
Result<LabelText> labels_of_pairs(const FlatTree& tree, std::string_view source) {
  for (const LabelEntry& entry : tree.entries)
    if (entry.values.size() != 2 || !is_index(entry.key) || !is_wordnet_id(entry.values[0].text))
      return label_error(source, entry.key.line,
                         fmt::format("{} in which {} maps to a list has another shape than labels have; {}",
                                     tree.language, in_quotes(entry.key.text), kShapes));
  FlatTree names = tree;
  for (LabelEntry& entry : names.entries) entry.values.erase(entry.values.begin());
  MUSTER_TRY(LabelText labels, ordered(names, key_of, value_of, "map from index to WordNet ID and name", source));
  MUSTER_TRY(const std::vector<std::size_t> positions, positions_of(indices_of(tree, key_of), source));
  labels.lines.resize(labels.names.size());
  for (std::size_t i = 0; i < positions.size(); ++i)
    labels.lines[positions[i]] = tree.entries[i].values[0].text + " " + labels.names[positions[i]];
  return labels;
}

/// Keys and values are both numbers: the side that numbers the entries is the index.
Result<LabelText> labels_of_numbers(const FlatTree& tree, std::string_view source) {
  const bool same = std::ranges::all_of(
      tree.entries, [](const LabelEntry& entry) { return entry.key.text == entry.values.front().text; });
  const bool by_key = number_all(indices_of(tree, key_of)), by_value = number_all(indices_of(tree, value_of));
  const bool names_are_quoted = std::ranges::all_of(
      tree.entries, [](const LabelEntry& entry) { return entry.key.quoted && !entry.values.front().quoted; });
  if (by_value && names_are_quoted) return ordered(tree, value_of, key_of, "map from name to index", source);
  if (by_key && (same || !by_value)) return ordered(tree, key_of, value_of, "map from index to name", source);
  if (by_value && !by_key) return ordered(tree, value_of, key_of, "map from name to index", source);
  return label_error(source, tree.entries.front().key.line,
                     fmt::format("{} that maps numbers to numbers does not say which of them are the indices; {}",
                                 tree.language, "give a list of the names"));
}

Result<LabelText> labels_of_map(const FlatTree& tree, std::string_view source) {
  MUSTER_CHECK_OK(require_distinct_keys(tree, source));
  if (std::ranges::any_of(tree.entries, [](const LabelEntry& entry) { return entry.values.size() != 1; }))
    return labels_of_pairs(tree, source);
  const bool keys = all_are_indices(tree, key_of), values = all_are_indices(tree, value_of);
  if (keys && values) return labels_of_numbers(tree, source);
  if (keys) return ordered(tree, key_of, value_of, "map from index to name", source);
  if (values) return ordered(tree, value_of, key_of, "map from name to index", source);
  return label_error(
      source, tree.entries.front().key.line,
      fmt::format("{} of another shape than labels have: neither its keys nor its values are all indices "
                  "({} maps to {}); {}",
                  tree.language, in_quotes(tree.entries.front().key.text),
                  in_quotes(tree.entries.front().values.front().text), kShapes));
}

}  // namespace

tl::unexpected<Error> label_error(std::string_view source, std::size_t line, std::string_view what) {
  return fail(ErrorCode::kMalformed, fmt::format("{}:{}: {}", source, line, what));
}

bool number_all(const std::vector<StatedIndex>& indices) {
  return !indices.empty() && positions_of(indices, "").has_value();
}

Result<std::vector<std::size_t>> positions_of(const std::vector<StatedIndex>& indices, std::string_view source) {
  const bool from_zero = std::ranges::find(indices, 0, &StatedIndex::index) != indices.end();
  const long long first = from_zero ? 0 : 1, last = first + static_cast<long long>(indices.size()) - 1;
  std::vector<std::size_t> line_of(indices.size()), positions;
  const StatedIndex* outside = nullptr;
  for (const StatedIndex& stated : indices) {
    if (stated.index < first || stated.index > last) {
      if (outside == nullptr) outside = &stated;
      continue;
    }
    const auto position = static_cast<std::size_t>(stated.index - first);
    if (line_of[position] != 0)
      return label_error(source, stated.line,
                         fmt::format("index {} occurs twice (first in line {})", stated.index, line_of[position]));
    line_of[position] = stated.line;
    positions.push_back(position);
  }
  if (outside == nullptr) return positions;
  const auto missing = std::ranges::find(line_of, std::size_t{0}) - line_of.begin();
  return label_error(source, outside->line,
                     fmt::format("index {} is out of range: {} names need the indices {} to {}, and {} is missing",
                                 outside->index, indices.size(), first, last, first + missing));
}

Result<LabelText> labels_of_tree(const FlatTree& tree, std::string_view source) {
  if (tree.entries.empty()) return fail(ErrorCode::kMalformed, fmt::format("{}: no labels in it", source));
  if (tree.entries.size() > kMostLabels)
    return fail(ErrorCode::kMalformed, fmt::format("{}: more than {} labels", source, kMostLabels));
  if (tree.is_map) return labels_of_map(tree, source);
  LabelText labels;
  labels.form = fmt::format("a {} list", tree.language);
  for (const LabelEntry& entry : tree.entries) {
    const LabelScalar& name = entry.values.front();
    if (!name.quoted && tree.language != "YAML")
      return label_error(
          source, name.line,
          fmt::format("a list of numbers ({}) is no list of names; put quotes around them where they are "
                      "the names",
                      in_quotes(name.text)));
    MUSTER_CHECK_OK(require_one_line(name, source));
    labels.names.emplace_back(trimmed(name.text));
  }
  return labels;
}

}  // namespace muster
