// A CSV file with a header, of which only an index and a name are certain.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/labels/flat_tree.h"
#include "base/labels/label_lines.h"
#include "base/labels/label_parts.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr auto kIndexWords = std::to_array<std::string_view>(
    {"id", "idx", "index", "class_id", "class_idx", "class_index", "classid", "label_id", "category_id"});
constexpr auto kNameWords = std::to_array<std::string_view>(
    {"class", "class_name", "classname", "name", "names", "label", "labels", "label_name", "labelname", "display_name",
     "displayname", "description", "category", "category_name"});
constexpr auto kOtherWords = std::to_array<std::string_view>(
    {"", "mid", "wnid", "synset", "synset_id", "supercategory", "color", "colour", "count", "r", "g", "b"});

template <class Words>
bool is_one_of(const Words& words, std::string_view text) {
  return std::ranges::find(words, text) != words.end();
}

/// The words of a header, and what is between them; '\0': one word only.
struct Header {
  std::vector<std::string> words;
  char separator = '\0';
};

Header header_of(std::string_view line) {
  Header header;
  for (const char separator : {',', ';', '\t'})
    if (header.separator == '\0' && line.find(separator) != std::string_view::npos) header.separator = separator;
  if (header.separator == '\0') return header;
  for (const std::string_view field : split(line, header.separator)) {
    std::string word = lower_case(without_quotes(field));
    std::ranges::replace(word, ' ', '_');
    header.words.push_back(std::move(word));
  }
  return header;
}

}  // namespace

bool is_label_header(std::string_view line) {
  const Header header = header_of(line);
  const auto known = [](const std::string& word) {
    return is_one_of(kIndexWords, word) || is_one_of(kNameWords, word) || is_one_of(kOtherWords, word);
  };
  return header.words.size() > 1 && std::ranges::all_of(header.words, known) &&
         std::ranges::any_of(header.words, [](const std::string& word) { return is_one_of(kNameWords, word); });
}

Result<LabelText> labels_of_table(const std::vector<LabelLine>& lines, std::string_view source) {
  const auto head = std::ranges::find_if(lines, [](const LabelLine& line) { return !line.text.empty(); });
  const Header header = header_of(head->text);
  const auto refuse = [&](std::size_t line, std::string_view why) {
    return label_error(source, line,
                       fmt::format("this is a CSV table with a header, and {}; give one name per line, in the order of "
                                   "the outputs, without a header",
                                   why));
  };
  const bool index_first = is_one_of(kIndexWords, header.words[0]);
  if (header.words.size() != 2 || index_first == is_one_of(kIndexWords, header.words[1]))
    return refuse(head->number, "its columns are not an index and a name");
  FlatTree table{true, "CSV", {}};
  for (auto line = head + 1; line != lines.end(); ++line) {
    if (line->text.empty()) continue;
    const std::size_t at = index_first ? line->text.find(header.separator) : line->text.rfind(header.separator);
    if (at == std::string_view::npos) return refuse(line->number, "this line has one column");
    const std::string_view left = line->text.substr(0, at), right = line->text.substr(at + 1);
    LabelEntry entry;
    entry.key = {without_quotes(index_first ? left : right), line->number, false};
    entry.values.push_back({without_quotes(index_first ? right : left), line->number, true});
    const std::string& index = entry.key.text;
    if (index.empty() || index.size() > 7 || index.find_first_not_of("0123456789") != std::string::npos)
      return refuse(line->number, fmt::format("{} is not an index", in_quotes(index)));
    table.entries.push_back(std::move(entry));
  }
  std::vector<StatedIndex> indices;
  for (const LabelEntry& entry : table.entries)
    indices.push_back({parse_integer(entry.key.text).value_or(-1), entry.key.line});
  MUSTER_TRY(const std::vector<std::size_t> positions, positions_of(indices, source));
  LabelText labels;
  labels.names.resize(positions.size());
  for (std::size_t i = 0; i < positions.size(); ++i) labels.names[positions[i]] = table.entries[i].values.front().text;
  labels.form = "a CSV table of index and name";
  if (labels.names.empty()) return refuse(head->number, "it has no rows");
  return labels;
}

}  // namespace muster
