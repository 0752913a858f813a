#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "muster/render.h"

namespace muster {

/// How a piece of text is painted where colours are wanted.
enum class Paint { kPlain, kBold, kDim, kGood, kAcceptable, kBad };

struct Span {
  std::string text;
  Paint paint = Paint::kPlain;
};

/// Columns that `text` takes: its code points.
std::size_t columns(std::string_view text);

/// `text` filled with spaces to `width` columns, on the right or on the left. Longer text stays.
std::string padded(std::string text, std::size_t width);
std::string right_aligned(std::string text, std::size_t width);

/// `text` cut to `width` columns, with "…" in place of what was cut.
std::string shortened(std::string_view text, std::size_t width);

/// Lines of text for a terminal. Everything from outside goes through `printable` here, and no line is
/// wider than the options' width.
class TextPage {
 public:
  explicit TextPage(const RenderOptions& options);

  void blank();
  void heading(std::string_view text);
  /// Words that wrap; the first line starts with `indent` spaces and `lead`, the others below the text.
  void paragraph(std::size_t indent, const Span& lead, std::string_view text, Paint paint = Paint::kPlain);
  /// Pieces on one line; a piece for which there is no room begins the next line, indented by `hang`.
  void row(const std::vector<Span>& spans, std::size_t hang = 4);

  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void append(const Span& span);
  void end_line();

  bool colour_;
  std::size_t width_;
  std::string text_;
};

}  // namespace muster
