#include "base/labels/literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/text.h"

namespace muster {
namespace {

void append_utf8(std::string& to, std::uint32_t point) {
  const auto tail = [&](unsigned shift) { to += static_cast<char>(0x80U | (point >> shift & 0x3FU)); };
  if (point < 0x80) {
    to += static_cast<char>(point);
  } else if (point < 0x800) {
    to += static_cast<char>(0xC0U | point >> 6U), tail(0);
  } else if (point < 0x10000) {
    to += static_cast<char>(0xE0U | point >> 12U), tail(6), tail(0);
  } else {
    to += static_cast<char>(0xF0U | point >> 18U), tail(12), tail(6), tail(0);
  }
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '+' || c == '.';
}

/// Reads one container of scalars; what lies deeper is refused where it begins, so that no depth costs anything.
class Parser {
 public:
  Parser(std::string_view text, std::string_view source) : text_(text), source_(source) { tree_.language = "JSON"; }

  Result<FlatTree> read() {
    skip_space();
    if (at_end() || closing(text_[at_]) == 0) return error("a list or a map was expected");
    const char close = closing(take());
    if (close == ')') tree_.language = "Python";
    skip_space();
    bool first = true;
    while (peek() != close) {
      MUSTER_CHECK_OK(read_entry(close, first));
      first = false;
      skip_space();
      if (peek() == ',')
        take(), skip_space();
      else if (peek() != close)
        return error(at_end() ? "it ends too early" : unexpected());
      if (tree_.entries.size() > kMostLabels) return error(fmt::format("more than {} labels", kMostLabels));
    }
    take();
    skip_space();
    if (!at_end()) return error(fmt::format("text after the end of the {}", tree_.is_map ? "map" : "list"));
    return std::move(tree_);
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
  char take() {
    const char c = text_[at_++];
    if (c == '\n') ++line_;
    return c;
  }
  void skip_space() {
    while (!at_end() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) take();
  }
  static char closing(char open) { return open == '[' ? ']' : open == '{' ? '}' : open == '(' ? ')' : '\0'; }

  [[nodiscard]] tl::unexpected<Error> error(std::string_view what) const {
    return label_error(source_, line_, fmt::format("the labels begin like JSON or Python, but {}", what));
  }
  [[nodiscard]] std::string unexpected() const {
    return fmt::format("{} was not expected there", in_quotes(text_.substr(at_, 12)));
  }
  [[nodiscard]] tl::unexpected<Error> shape(std::string_view what) const {
    return label_error(source_, line_,
                       fmt::format("{} is {} of another shape than labels have; give a list of names, or a map from "
                                   "index to name or from name to index, or a text file with one name per line",
                                   what, tree_.language));
  }

  Result<void> read_entry(char close, bool first) {
    if (closing(peek()) != 0)
      return shape(close == '}'    ? "a key that is a list or a map"
                   : peek() == '{' ? "a list of maps"
                                   : "a list of lists");
    LabelEntry entry;
    MUSTER_TRY(LabelScalar scalar, read_scalar());
    if (close != '}') {
      entry.values.push_back(std::move(scalar));
      tree_.entries.push_back(std::move(entry));
      return {};
    }
    skip_space();
    if (peek() != ':') {
      if (first && (peek() == ',' || peek() == '}'))
        return label_error(source_, line_, "a Python set has no order; give the labels as a list");
      return error(at_end() ? "it ends too early" : unexpected());
    }
    take();
    skip_space();
    tree_.is_map = true;
    if (!scalar.quoted) tree_.language = "Python";
    entry.key = std::move(scalar);
    MUSTER_CHECK_OK(read_value(entry));
    tree_.entries.push_back(std::move(entry));
    return {};
  }

  Result<void> read_value(LabelEntry& entry) {
    if (peek() == '{') return shape("a map whose values are maps");
    if (closing(peek()) == 0) {
      MUSTER_TRY(LabelScalar scalar, read_scalar());
      entry.values.push_back(std::move(scalar));
      return {};
    }
    constexpr std::size_t kPair = 2;
    const char close = closing(take());
    for (skip_space(); peek() != close; skip_space()) {
      if (closing(peek()) != 0 || entry.values.size() == kPair) return shape("a map whose values are lists");
      MUSTER_TRY(LabelScalar scalar, read_scalar());
      entry.values.push_back(std::move(scalar));
      skip_space();
      if (peek() == ',')
        take();
      else if (peek() != close)
        return error(at_end() ? "it ends too early" : unexpected());
    }
    take();
    if (entry.values.size() != kPair) return shape("a map whose values are lists");
    return {};
  }

  Result<LabelScalar> read_scalar() {
    LabelScalar scalar;
    scalar.line = line_;
    if (peek() == 'u' && at_ + 1 < text_.size() && (text_[at_ + 1] == '\'' || text_[at_ + 1] == '"')) take();
    if (peek() == '"' || peek() == '\'') {
      if (peek() == '\'') tree_.language = "Python";
      scalar.quoted = true;
      MUSTER_TRY(scalar.text, read_string());
      return scalar;
    }
    const std::size_t begin = at_;
    while (is_word(peek())) take();
    scalar.text = text_.substr(begin, at_ - begin);
    if (scalar.text.empty()) return error(at_end() ? "it ends too early" : unexpected());
    if (scalar.text.find_first_not_of("0123456789") == std::string::npos) return scalar;
    return error(fmt::format("{} is neither a name in quotes nor an index", in_quotes(scalar.text)));
  }

  Result<std::string> read_string() {
    const char quote = take();
    std::string value;
    while (peek() != quote || at_end()) {
      if (at_end() || peek() == '\n') return error("a quote is not closed");
      const char c = take();
      if (c != '\\') {
        value += c;
        continue;
      }
      if (at_end()) return error("a quote is not closed");
      MUSTER_CHECK_OK(read_escape(value));
    }
    take();
    return value;
  }

  Result<void> read_escape(std::string& value) {
    constexpr std::string_view kNames = "nrtbf\\'\"/", kMeanings = "\n\r\t\b\f\\'\"/";
    const char name = take();
    if (const auto known = kNames.find(name); known != std::string_view::npos) {
      value += kMeanings[known];
      return {};
    }
    const std::size_t digits = name == 'x' ? 2 : name == 'u' ? 4 : name == 'U' ? 8 : 0;
    auto point = digits == 0 ? std::nullopt : read_hex(digits);
    if (point && *point >= 0xD800 && *point < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      at_ += 2;
      const auto low = read_hex(4);
      point = low && *low >= 0xDC00 && *low < 0xE000
                  ? std::optional(0x10000 + ((*point - 0xD800) << 10U) + (*low - 0xDC00))
                  : std::nullopt;
    }
    if (!point || *point > 0x10FFFF || (*point >= 0xD800 && *point < 0xE000))
      return error("an escape in a quoted name is not known");
    append_utf8(value, *point);
    return {};
  }

  std::optional<std::uint32_t> read_hex(std::size_t digits) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const auto digit =
          std::string_view("0123456789abcdef").find(lower_case({&text_[std::min(at_, text_.size() - 1)], 1}));
      if (at_end() || digit == std::string_view::npos) return std::nullopt;
      value = value * 16 + static_cast<std::uint32_t>(digit);
      take();
    }
    return value;
  }

  std::string_view text_, source_;
  std::size_t at_ = 0, line_ = 1;
  FlatTree tree_;
};

}  // namespace

Result<FlatTree> parse_label_literal(std::string_view text, std::string_view source) {
  return Parser(text, source).read();
}

}  // namespace muster
