// Tables of the terminal's report: who is taken for whom, and every class's figures.
#include <fmt/format.h>

#include <algorithm>

#include "base/units.h"
#include "report/terminal_sections.h"

namespace muster {
namespace {

constexpr std::size_t kMatrixClasses = 8, kTableClasses = 20, kShown = 10;
constexpr std::string_view kNoClassName = "(none of the classes)", kNoAnswerName = "(background or no answer)";

std::string class_name(const ModelReport& report, const std::optional<std::uint32_t>& index, std::string_view none) {
  return index && *index < report.classes.size() ? report.classes[*index].name : std::string(none);
}

/// A matrix with one more row and column for what is none of the classes, where that occurs.
struct Matrix {
  std::vector<std::vector<std::uint64_t>> counts;
  bool has_none_row = false, has_none_column = false;
};

Matrix matrix_of(const ModelReport& report) {
  const std::size_t n = report.classes.size();
  Matrix matrix{std::vector(n + 1, std::vector<std::uint64_t>(n + 1)), false, false};
  for (const ConfusionCell& cell : report.confusion) {
    const std::size_t row = std::min<std::size_t>(cell.actual.value_or(n), n);
    const std::size_t column = std::min<std::size_t>(cell.predicted.value_or(n), n);
    matrix.counts[row][column] = cell.count;
    matrix.has_none_row |= row == n && cell.count > 0;
    matrix.has_none_column |= column == n && cell.count > 0;
  }
  return matrix;
}

void draw_matrix(TextPage& page, const ModelReport& report) {
  const std::size_t n = report.classes.size();
  const Matrix matrix = matrix_of(report);
  const std::size_t rows = n + (matrix.has_none_row ? 1 : 0), shown_columns = n + (matrix.has_none_column ? 1 : 0);
  const std::size_t name_width = 16,
                    cell_width = std::clamp<std::size_t>((page.width() - 2 - name_width) / shown_columns, 3, 12);
  const auto name = [&](std::size_t index, std::string_view none, std::size_t width) {
    return shortened(index < n ? report.classes[index].name : std::string(none), width);
  };
  page.heading("Confusion matrix (a row: what the photos show; a column: what the model said)");
  std::vector<Span> header{{std::string(2 + name_width, ' ')}};
  for (std::size_t j = 0; j < shown_columns; ++j)
    header.push_back({right_aligned(name(j, "none", cell_width - 1), cell_width), Paint::kDim});
  page.row(header);
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<Span> row{{"  " + padded(name(i, "none", name_width), name_width)}};
    for (std::size_t j = 0; j < shown_columns; ++j) {
      const std::uint64_t count = matrix.counts[i][j];
      const Paint paint = count == 0 ? Paint::kDim : i == j ? Paint::kGood : Paint::kPlain;
      row.push_back({right_aligned(std::to_string(count), cell_width), paint});
    }
    page.row(row);
  }
}

/// Whether every count fits into the matrix's cells.
bool matrix_fits(const TextPage& page, const ModelReport& report) {
  if (report.classes.size() > kMatrixClasses) return false;
  const std::size_t cell_width = (page.width() - 18) / (report.classes.size() + 1);
  return std::ranges::all_of(report.confusion,
                             [&](const ConfusionCell& cell) { return std::to_string(cell.count).size() < cell_width; });
}

void draw_strongest(TextPage& page, const ModelReport& report) {
  std::vector<ConfusionCell> errors;
  for (const ConfusionCell& cell : report.confusion)
    if (cell.count > 0 && cell.actual != cell.predicted) errors.push_back(cell);
  if (errors.empty()) return;
  std::ranges::stable_sort(errors, std::greater(), &ConfusionCell::count);
  const std::size_t shown = std::min(errors.size(), kShown);
  page.heading(fmt::format("Strongest confusions ({} of {})", shown, format_count(errors.size())));
  const std::size_t width = (page.width() - 2 - 8 - 4) / 2;
  for (std::size_t i = 0; i < shown; ++i)
    page.row({{"  " + right_aligned(format_count(errors[i].count), 7) + " "},
              {padded(shortened(class_name(report, errors[i].actual, kNoClassName), width), width) + " → "},
              {shortened(class_name(report, errors[i].predicted, kNoAnswerName), width)}});
}

std::string rate(const std::optional<Estimate>& estimate) {
  if (!estimate) return "-";
  if (!estimate->low || !estimate->high) return fmt::format("{:.3f}", estimate->value);
  return fmt::format("{:.3f} [{:.2f}, {:.2f}]", estimate->value, *estimate->low, *estimate->high);
}

}  // namespace

void draw_confusion(TextPage& page, const ModelReport& report) {
  if (report.confusion.empty() || report.classes.empty()) return;
  if (matrix_fits(page, report))
    draw_matrix(page, report);
  else
    draw_strongest(page, report);
}

void draw_classes(TextPage& page, const ModelReport& report) {
  std::vector<const ClassFigures*> classes;
  for (const ClassFigures& figures : report.classes)
    if (figures.support > 0 || figures.predicted > 0) classes.push_back(&figures);
  if (classes.empty()) return;
  std::string heading = "Classes (precision and recall with 95 % intervals)";
  if (classes.size() > kTableClasses) {
    heading = fmt::format("Classes: the {} with the lowest F1 of {}", kShown, format_count(classes.size()));
    std::ranges::stable_sort(classes, std::less(), [](const ClassFigures* figures) { return figures->f1.value_or(0); });
    classes.resize(kShown);
  }
  page.heading(heading);
  const std::size_t name_width = std::max<std::size_t>(page.width(), 76) - 2 - 21 - 21 - 8 - 9;
  const auto row = [&](const std::string& name, const std::string& precision, const std::string& recall,
                       const std::string& f1, const std::string& support, Paint paint) {
    page.row({{"  " + padded(shortened(name, name_width - 1), name_width), paint},
              {padded(precision, 21), paint},
              {padded(recall, 21), paint},
              {padded(f1, 8), paint},
              {right_aligned(support, 9), paint}});
  };
  row("", "precision", "recall", "F1", "support", Paint::kDim);
  for (const ClassFigures* figures : classes)
    row(figures->name, rate(figures->precision), rate(figures->recall),
        figures->f1 ? fmt::format("{:.3f}", *figures->f1) : "-", format_count(figures->support), Paint::kPlain);
}

}  // namespace muster
