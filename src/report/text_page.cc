#include "report/text_page.h"

#include <algorithm>

#include "base/text.h"

namespace muster {
namespace {

constexpr std::size_t kLongestText = 4000;

bool starts_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::string_view escape(Paint paint) {
  switch (paint) {
    case Paint::kPlain:
      return "";
    case Paint::kBold:
      return "\x1b[1m";
    case Paint::kDim:
      return "\x1b[2m";
    case Paint::kGood:
      return "\x1b[32m";
    case Paint::kAcceptable:
      return "\x1b[33m";
    case Paint::kBad:
      return "\x1b[31m";
  }
  return "";
}

/// The bytes of the first `count` code points.
std::string_view first_columns(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if (starts_code_point(text[at]) && count-- == 0) break;
  return text.substr(0, at);
}

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_code_point));
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t taken = columns(text);
  if (taken < width) text.append(width - taken, ' ');
  return text;
}

std::string right_aligned(std::string text, std::size_t width) {
  const std::size_t taken = columns(text);
  return taken < width ? std::string(width - taken, ' ') + text : text;
}

std::string shortened(std::string_view text, std::size_t width) {
  const std::string shown = printable(text, kLongestText);
  if (columns(shown) <= width) return shown;
  return std::string(first_columns(shown, width - 1)) + "…";
}

TextPage::TextPage(const RenderOptions& options)
    : colour_(options.colour), width_(static_cast<std::size_t>(std::max(options.width, 40))) {}

void TextPage::blank() {
  text_ += '\n';
}

void TextPage::heading(std::string_view text) {
  blank();
  paragraph(0, {}, text, Paint::kBold);
}

void TextPage::paragraph(std::size_t indent, const Span& lead, std::string_view text, Paint paint) {
  const std::string shown = printable(text, kLongestText);
  const Span start{shortened(lead.text, width_ / 2 - indent), lead.paint};
  append({std::string(indent, ' ')});
  append(start);
  const std::size_t hang = indent + columns(start.text);
  std::size_t column = hang;
  std::string_view rest = shown;
  while (!(rest = trimmed(rest)).empty()) {
    std::string_view word = rest.substr(0, rest.find(' '));
    const bool first = column == hang;
    if (!first && column + 1 + columns(word) > width_) {
      end_line();
      append({std::string(hang, ' ')});
      column = hang;
      continue;
    }
    word = first_columns(word, width_ - hang);  // a word longer than a line is broken
    if (!first) append({" "});
    append({std::string(word), paint});
    column += columns(word) + (first ? 0 : 1);
    rest.remove_prefix(word.size());
  }
  end_line();
}

void TextPage::row(const std::vector<Span>& spans, std::size_t hang) {
  std::size_t column = 0;
  for (const Span& span : spans) {
    std::string shown = printable(span.text, kLongestText);
    const std::size_t needed = columns(std::string_view(shown).substr(0, shown.find_last_not_of(' ') + 1));
    if (column > hang && column + needed > width_) {
      end_line();
      append({std::string(hang, ' ')});
      column = hang;
      shown = trimmed(shown);
    }
    shown = first_columns(shown, width_ - column);
    column += columns(shown);
    append({shown, span.paint});
  }
  end_line();
}

void TextPage::append(const Span& span) {
  const std::string_view start = colour_ && !trimmed(span.text).empty() ? escape(span.paint) : "";
  text_ += start;
  text_ += span.text;
  if (!start.empty()) text_ += "\x1b[0m";
}

void TextPage::end_line() {
  while (text_.ends_with(' ')) text_.pop_back();
  text_ += '\n';
}

}  // namespace muster
