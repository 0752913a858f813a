#include "base/labels/foreign_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/labels/flat_tree.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::string_view kWanted = "give a UTF-8 text file with one name per line, in the order of the outputs";

tl::unexpected<Error> refuse(std::string_view source, std::string_view what, std::string_view advice = kWanted) {
  return fail(ErrorCode::kMalformed, fmt::format("{}: this is {}; {}", source, what, advice));
}

/// A byte order mark, or zeros in every second byte, as letters of the Latin alphabet have them.
bool is_utf16(std::string_view text) {
  constexpr std::size_t kLooked = 4096;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  const std::string_view head = text.substr(0, kLooked);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i)
    if (head[i] == '\0') ++zeros[i % 2];
  const std::size_t pairs = head.size() / 2;
  return pairs > 1 && std::max(zeros[0], zeros[1]) * 10 >= pairs * 7 && std::min(zeros[0], zeros[1]) * 10 <= pairs;
}

/// A photo, a model or an archive.
bool is_binary(std::string_view text) {
  constexpr std::array<std::string_view, 4> kStarts{"\xFF\xD8\xFF", "\x89PNG", "PK\x03\x04", "GIF8"};
  return std::ranges::any_of(kStarts, [&](std::string_view start) { return text.starts_with(start); }) ||
         text.substr(std::min<std::size_t>(4, text.size()), 4) == "TFL3";
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// "item {", "entry: {" or "item { id: 1": how a message of a protocol buffer's text begins.
bool begins_message(std::string_view line) {
  const auto name_end = static_cast<std::size_t>(std::ranges::find_if_not(line, is_word) - line.begin());
  std::string_view rest = trimmed(line.substr(name_end));
  if (name_end == 0 || line.substr(0, name_end) == "names") return false;  // "names: {0: cat, …" is YAML
  if (rest.starts_with(':')) rest = trimmed(rest.substr(1));
  if (!rest.starts_with('{')) return false;
  rest = trimmed(rest.substr(1));
  const auto key_end = static_cast<std::size_t>(std::ranges::find_if_not(rest, is_word) - rest.begin());
  return rest.empty() || (key_end > 0 && trimmed(rest.substr(key_end)).starts_with(':'));
}

/// The first line that is neither blank nor a comment.
std::string_view first_line(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty() && !line.starts_with('#')) return line;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

/// "array(['cat'" or "dict(cat": a call around a list.
bool is_call(std::string_view text) {
  const auto name_end = static_cast<std::size_t>(
      std::ranges::find_if_not(text, [](char c) { return is_word(c) || c == '.'; }) - text.begin());
  if (name_end == 0 || name_end >= text.size() || text[name_end] != '(' || !text.ends_with(')')) return false;
  const std::string_view inside = trimmed(text.substr(name_end + 1));
  return std::string_view("[{(\"'").find(inside.front()) != std::string_view::npos;
}

/// A line that ends with a CR and no LF, which would hide where names end.
std::size_t line_with_lone_return(std::string_view text) {
  std::size_t line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') ++line;
    const bool lone = text[i] == '\r' && trimmed(text.substr(i, text.find('\n', i) - i)) != "";
    if (lone) return line;
    if (text[i] == '\r') i = std::min(text.find('\n', i), text.size()) - 1;
  }
  return 0;
}

}  // namespace

Result<void> refuse_foreign_labels(std::string_view text, std::string_view source) {
  if (is_binary(text)) return refuse(source, "a photo, a model or an archive", "name the file with the labels");
  if (is_utf16(text)) return refuse(source, "UTF-16 text, not UTF-8", "save it as UTF-8");
  if (text.find('\r') != std::string_view::npos && text.find('\n') == std::string_view::npos &&
      trimmed(text).find('\r') != std::string_view::npos)
    return refuse(source, "text whose lines end with CR only", "save it with line ends LF or CR LF");
  if (const std::size_t line = line_with_lone_return(text); line != 0)
    return label_error(source, line,
                       "a CR without LF is inside of this line; save the file with line ends LF or CR LF");
  const std::string_view body = trimmed(text), first = first_line(text);
  if (begins_message(first))
    return refuse(source, "a label map in the text form of protocol buffers (pbtxt)",
                  "write the names one per line, in the order of the outputs; an `id` counts from 1");
  const std::string head = lower_case(body.substr(0, 64));
  for (const std::string_view html : {"<!doctype html", "<html"})
    if (head.starts_with(html))
      return refuse(source, "an HTML page", "download the file itself (GitHub: the button Raw), not the page about it");
  for (const std::string_view xml : {"<?xml", "<annotation", "<!doctype"})
    if (head.starts_with(xml)) return refuse(source, "XML");
  if (head.starts_with("version https://git-lfs"))
    return refuse(source, "a Git LFS pointer, not the file itself", "fetch it with git lfs pull");
  if (head.starts_with("{\\rtf")) return refuse(source, "RTF, not plain text");
  if (is_call(body)) return refuse(source, "a Python expression", "write its names as a JSON list, or one per line");
  return {};
}

}  // namespace muster
