#include "base/labels/label_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/labels/flat_tree.h"
#include "base/labels/label_parts.h"
#include "base/text.h"

namespace muster {
namespace {

/// Lines that are being taken apart; blank ones are left out.
struct Names {
  std::vector<std::string> texts;
  std::vector<std::size_t> lines;
  std::vector<std::size_t> order;  ///< order[i]: which line is output i; empty: as they are
  std::vector<std::string> forms;  ///< what was taken off
};

std::size_t count_distinct(const std::vector<std::string>& texts) {
  return std::set<std::string_view>(texts.begin(), texts.end()).size();
}

/// Names are mostly distinct; "0 stars" to "5 stars" without their numbers are not.
bool are_distinct(const std::vector<std::string>& texts) {
  return 10 * count_distinct(texts) >= 9 * texts.size();
}

/// Whether indices that do not number the names are nevertheless meant to: of five or more nearly all would; of fewer
/// most would, half of them in the line of their number, and there is a 0, with which hardly any name begins.
bool almost_number(const std::vector<StatedIndex>& indices) {
  const auto count = static_cast<long long>(indices.size());
  std::set<long long> within;
  bool zero = false;
  long long in_place = 0;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const long long index = indices[i].index;
    if (index >= 0 && index <= count) within.insert(index);
    if (index == static_cast<long long>(i)) ++in_place;
    zero = zero || index == 0;
  }
  const auto fit = static_cast<long long>(within.size());
  if (count >= 5 && 5 * fit >= 4 * count) return true;
  return zero && 2 * fit > count && 2 * in_place >= count;
}

/// Takes off an index before every name. Error: indices with a mistake in them.
Result<bool> take_off_indices(Names& names, std::string_view source) {
  std::vector<StatedIndex> indices;
  std::vector<std::string> texts;
  std::vector<bool> digits;
  std::optional<IndexedName> first;
  for (std::size_t i = 0; i < names.texts.size(); ++i) {
    const auto parts = index_and_name(names.texts[i]);
    if (!parts) return false;
    if (!first) first = parts;
    if (parts->separator != first->separator) return false;
    indices.push_back({parts->index, names.lines[i]});
    texts.emplace_back(parts->name);
    digits.push_back((parts->tight || parts->separator == '-') && parts->name.front() >= '0' &&
                     parts->name.front() <= '9');
  }
  const bool ratios = std::ranges::find(digits, false) == digits.end();  // "1.5", "3:4", "0 - 2"
  if (ratios || !are_distinct(texts)) return false;
  if (!number_all(indices) && !almost_number(indices)) return false;
  MUSTER_TRY(const std::vector<std::size_t> positions, positions_of(indices, source));
  names.order.resize(positions.size());
  for (std::size_t i = 0; i < positions.size(); ++i) names.order[positions[i]] = i;
  if (first->separator != ' ')
    for (std::string& text : texts) text = without_quotes(text);
  names.texts = std::move(texts);
  names.forms.emplace_back("an index before every name");
  return true;
}

/// Error: nearly every line begins with its own number, and one does not.
Result<void> require_all_indices(const Names& names, std::string_view source) {
  constexpr std::size_t kFewest = 5;
  std::size_t from_zero = 0, from_one = 0, other = 0;
  for (std::size_t i = 0; i < names.texts.size(); ++i) {
    const auto parts = index_and_name(names.texts[i]);
    if (!parts && other == 0) other = names.lines[i];
    if (parts && parts->index == static_cast<long long>(i)) ++from_zero;
    if (parts && parts->index == static_cast<long long>(i) + 1) ++from_one;
  }
  const std::size_t fit = std::max(from_zero, from_one);
  if (other == 0 || fit < kFewest || 10 * fit < 8 * names.texts.size()) return {};
  return label_error(source, other, "this line has no index before the name, and the others have");
}

bool take_off_wordnet_ids(Names& names) {
  std::vector<std::string> texts;
  for (const std::string& text : names.texts) {
    const auto name = name_after_wordnet_id(text);
    if (!name) return false;
    texts.emplace_back(*name);
  }
  names.texts = std::move(texts);
  names.forms.emplace_back("a WordNet ID before every name");
  return true;
}

bool take_off_quotes(Names& names) {
  if (!std::ranges::all_of(names.texts, is_in_quotes)) return false;
  const char quote = names.texts.front().front();
  if (std::ranges::any_of(names.texts, [&](const std::string& text) { return text.front() != quote; })) return false;
  for (std::string& text : names.texts) text = without_quotes(without_comma(text));
  names.forms.emplace_back("quotes around every name");
  return true;
}

/// Error: an index after every name, as in "airfield 0", where no name occurs twice.
Result<void> refuse_indices_at_the_end(const Names& names, std::string_view source) {
  constexpr std::size_t kFewest = 3;
  std::vector<StatedIndex> indices;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < names.texts.size(); ++i) {
    const auto parts = name_then_index(names.texts[i]);
    if (!parts) return {};
    indices.push_back({parts->index, names.lines[i]});
    texts.emplace_back(parts->name);
  }
  if (texts.size() < kFewest || count_distinct(texts) != texts.size() || !number_all(indices)) return {};
  return label_error(source, names.lines.front(),
                     "an index after every name; give one name per line, in the order of the outputs (or, where the "
                     "numbers are a part of the names, a JSON list)");
}

bool take_off_bullets(Names& names) {
  if (!std::ranges::all_of(names.texts,
                           [](const std::string& text) { return text.size() > 2 && text.starts_with("- "); }))
    return false;
  for (std::string& text : names.texts) text = without_quotes(trimmed(std::string_view(text).substr(2)));
  names.forms.emplace_back("a YAML list");
  return true;
}

/// "cat: 0": a YAML map from names to indices.
Result<bool> take_off_values(Names& names, std::string_view source) {
  std::vector<StatedIndex> indices;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < names.texts.size(); ++i) {
    const auto parts = name_and_index(names.texts[i]);
    if (!parts) return false;
    indices.push_back({parts->index, names.lines[i]});
    texts.push_back(without_quotes(parts->name));
  }
  if (count_distinct(texts) != texts.size() || (!number_all(indices) && !almost_number(indices))) return false;
  MUSTER_TRY(const std::vector<std::size_t> positions, positions_of(indices, source));
  names.order.resize(positions.size());
  for (std::size_t i = 0; i < positions.size(); ++i) names.order[positions[i]] = i;
  names.texts = std::move(texts);
  names.forms.emplace_back("a YAML map from name to index");
  return true;
}

LabelText as_they_are(const std::vector<LabelLine>& lines) {
  LabelText labels;
  for (const LabelLine& line : lines) labels.names.emplace_back(line.text);
  while (!labels.names.empty() && labels.names.back().empty()) labels.names.pop_back();
  return labels;
}

LabelText finished(const std::vector<LabelLine>& lines, const Names& names) {
  std::vector<std::string_view> written;
  for (const LabelLine& line : lines)
    if (!line.text.empty()) written.push_back(line.text);
  LabelText labels;
  for (std::size_t i = 0; i < names.texts.size(); ++i) {
    const std::size_t from = names.order.empty() ? i : names.order[i];
    labels.names.push_back(names.texts[from]);
    labels.lines.emplace_back(written[from]);
  }
  for (const std::string& form : names.forms) labels.form += (labels.form.empty() ? "" : ", ") + form;
  return labels;
}

}  // namespace

Result<LabelText> labels_of_lines(const std::vector<LabelLine>& lines, std::string_view source) {
  Names names;
  for (const LabelLine& line : lines) {
    if (line.text.empty()) continue;
    names.texts.emplace_back(line.text);
    names.lines.push_back(line.number);
  }
  if (names.texts.size() < 2) return as_they_are(lines);  // one name alone is a name
  MUSTER_TRY(const bool values, take_off_values(names, source));
  if (values) return finished(lines, names);
  if (take_off_bullets(names)) return finished(lines, names);
  bool quotes = take_off_quotes(names);
  MUSTER_TRY(bool indices, take_off_indices(names, source));
  if (!indices && !quotes) MUSTER_CHECK_OK(require_all_indices(names, source));
  if (take_off_wordnet_ids(names) && !indices) {
    MUSTER_TRY(indices, take_off_indices(names, source));
  }
  if (!quotes) quotes = take_off_quotes(names);
  if (names.forms.empty()) MUSTER_CHECK_OK(refuse_indices_at_the_end(names, source));
  return names.forms.empty() ? as_they_are(lines) : finished(lines, names);
}

}  // namespace muster
