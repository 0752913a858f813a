#include "base/labels/label_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/labels/flat_tree.h"
#include "base/labels/foreign_labels.h"
#include "base/labels/label_lines.h"
#include "base/labels/literal.h"
#include "base/labels/yaml_labels.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::string_view kOpening = "[{(", kClosing = "]})", kQuotes = "\"'";

/// Lines without white space around them. Error: text that is not UTF-8.
Result<std::vector<LabelLine>> lines_of(std::string_view text, std::string_view source) {
  std::vector<LabelLine> lines;
  for (const std::string_view line : split(text, '\n')) {
    lines.push_back({trimmed(line), lines.size() + 1});
    const std::string_view label = lines.back().text;
    if (!is_utf8(label) || label.find('\0') != std::string_view::npos)
      return label_error(source, lines.size(), fmt::format("'{}' is not UTF-8 text", printable(label, 60)));
  }
  return lines;
}

/// Without "NAMES = " before a list, as in Python.
std::string_view without_assignment(std::string_view body) {
  const std::size_t equals = body.find('=');
  if (equals == std::string_view::npos || equals > 60) return body;
  const std::string_view name = trimmed(body.substr(0, equals)), value = trimmed(body.substr(equals + 1));
  const bool is_name = !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return is_name && !value.empty() && kOpening.find(value.front()) != std::string_view::npos ? value : body;
}

/// How many brackets the line opens and does not close; those in double quotes do not count.
long long open_brackets(std::string_view line) {
  long long depth = 0;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (kOpening.find(c) != std::string_view::npos) ++depth;
    if (kClosing.find(c) != std::string_view::npos) --depth;
  }
  return depth;
}

enum class Brackets { kNone, kWhole, kLinewise, kCut };

/// Whether the text is one list or map in brackets, one a line, a cut-off one, or none: "[PAD]" is a name.
Brackets brackets_of(std::string_view body) {
  if (kOpening.find(body.front()) == std::string_view::npos) return Brackets::kNone;
  const std::size_t end = body.find('\n');
  const std::string_view first = trimmed(body.substr(0, end));
  const bool quotes = body.find_first_of(kQuotes) != std::string_view::npos;
  if (end != std::string_view::npos && open_brackets(first) <= 0) {
    const std::string_view inside = trimmed(first.substr(1));
    const bool literal = !inside.empty() && kQuotes.find(inside.front()) != std::string_view::npos;
    return literal ? Brackets::kLinewise : Brackets::kNone;
  }
  const bool closed = kClosing.find(body.back()) == kOpening.find(body.front());
  const std::string_view inside = trimmed(body.substr(1));
  const bool nested = !inside.empty() && std::string_view("[{(]})").find(inside.front()) != std::string_view::npos;
  const bool several =
      quotes || nested || end != std::string_view::npos || body.find_first_of(",:") != std::string_view::npos;
  if (closed) return several ? Brackets::kWhole : Brackets::kNone;
  const bool starts_list =
      first.size() == 1 || kQuotes.find(trimmed(first.substr(1)).front()) != std::string_view::npos;
  return starts_list ? Brackets::kCut : Brackets::kNone;
}

/// A list in brackets: JSON or Python, else YAML, whose names need no quotes.
Result<LabelText> labels_in_brackets(std::string_view text, std::string_view source) {
  const auto literal = parse_label_literal(text, source);
  if (literal) return labels_of_tree(*literal, source);
  if (text.find_first_of(kQuotes) != std::string_view::npos) return tl::unexpected(literal.error());
  const auto yaml = parse_label_yaml(text, source);
  if (!yaml) return tl::unexpected(literal.error());
  return labels_of_tree(*yaml, source);
}

/// Whether the file is YAML with certainty: it says so, or it has `names:` among other settings.
bool is_yaml(std::string_view text) {
  const std::string_view body = trimmed(text);
  if (body == "---" || body.starts_with("---\n") || body.starts_with("---\r\n") || body.starts_with("%YAML"))
    return true;
  bool names = false, items = false;
  long long open = 0;
  for (const std::string_view line : split(text, '\n')) {
    const std::string_view content = trimmed(line);
    if (content.empty() || content.front() == '#') continue;
    const bool indented = line.front() == ' ' || line.front() == '\t';
    if (open > 0 || (names && (indented || content.starts_with("- ")))) {
      open = std::max(0LL, open + open_brackets(content));
      items = true;
      continue;
    }
    if (indented) continue;
    const std::size_t colon = content.find(':');
    if (colon == std::string_view::npos || content.substr(0, colon).find(' ') != std::string_view::npos) return false;
    const std::string_view value = trimmed(content.substr(colon + 1));
    open = std::max(0LL, open_brackets(value));
    if (content.substr(0, colon) != "names") continue;
    names = true;
    items = items || (!value.empty() && kOpening.find(value.front()) != std::string_view::npos);
  }
  return names && items;
}

/// `value` after the line ends that stand before it in `text`, so that errors name the right line.
std::string with_lines_before(std::string_view text, std::string_view value) {
  const std::string_view before = text.substr(0, static_cast<std::size_t>(value.data() - text.data()));
  return std::string(static_cast<std::size_t>(std::ranges::count(before, '\n')), '\n') + std::string(value);
}

/// Whether the last line is nothing but closing brackets: of a list with something else before it.
bool ends_with_bracket_line(std::string_view body) {
  const std::string_view last = trimmed(body.substr(body.rfind('\n') + 1));
  return body.size() > last.size() && kClosing.find(last.front()) != std::string_view::npos &&
         last.find_first_not_of("]});,") == std::string_view::npos;
}

Result<LabelText> read_structure_or_lines(std::string_view text, std::string_view source) {
  if (static_cast<std::size_t>(std::ranges::count(text, '\n')) > kMostLabels + 1)
    return fail(ErrorCode::kMalformed, fmt::format("{}: more than {} labels", source, kMostLabels));
  MUSTER_TRY(const std::vector<LabelLine> lines, lines_of(text, source));
  const std::string_view body = trimmed(text);
  if (body.empty()) return LabelText{};
  const std::string_view value = without_assignment(body);
  switch (brackets_of(value)) {
    case Brackets::kWhole:
      return labels_in_brackets(with_lines_before(text, value), source);
    case Brackets::kLinewise:
      return fail(ErrorCode::kMalformed,
                  fmt::format("{}: these are lines of JSON or Python, each a value of its own; give one list of names, "
                              "or one name per line",
                              source));
    case Brackets::kCut:
      return fail(ErrorCode::kMalformed,
                  fmt::format("{}: the labels begin like JSON or Python, but the end is missing", source));
    case Brackets::kNone:
      break;
  }
  if (is_yaml(text)) {
    MUSTER_TRY(const FlatTree tree, parse_label_yaml(text, source));
    return labels_of_tree(tree, source);
  }
  if (ends_with_bracket_line(body))
    return fail(ErrorCode::kMalformed,
                fmt::format("{}: a list in brackets with something else before it, as in program text; give the list "
                            "alone, or one name per line",
                            source));
  const auto first = std::ranges::find_if(lines, [](const LabelLine& line) { return !line.text.empty(); });
  if (is_label_header(first->text)) return labels_of_table(lines, source);
  return labels_of_lines(lines, source);
}

}  // namespace

Result<LabelText> read_label_text(std::string_view text, std::string_view source) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  MUSTER_CHECK_OK(refuse_foreign_labels(text, source));
  MUSTER_TRY(LabelText labels, read_structure_or_lines(text, source));
  if (labels.names.empty())
    return fail(ErrorCode::kMalformed, fmt::format("{}: no labels; one name a line is wanted", source));
  if (labels.names.size() > kMostLabels)
    return fail(ErrorCode::kMalformed, fmt::format("{}: more than {} labels", source, kMostLabels));
  return labels;
}

Result<LabelText> read_label_literal(std::string_view text, std::string_view source) {
  MUSTER_TRY(const FlatTree tree, parse_label_literal(text, source));
  return labels_of_tree(tree, source);
}

}  // namespace muster
