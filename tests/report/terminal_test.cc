#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "muster/render.h"
#include "report/text_page.h"
#include "support/sample_report.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string text_of(const Report& report, const RenderOptions& options = {}) {
  return render(report, "text", options).value();
}

void expect_fits(const std::string& text, std::size_t width) {
  for (const std::string_view line : split(text, '\n')) {
    EXPECT_LE(columns(line), width) << line;
    EXPECT_FALSE(line.ends_with(' ')) << "'" << line << "'";
  }
}

/// Every text long, every count large, many classes: what could break a line.
Report wide_report() {
  Report report = sample_report();
  ModelReport& model = report.models[0];
  const std::string words =
      "a sentence that is much longer than any line of a terminal, and goes on and on, "
      "with-one-word-that-is-longer-than-the-whole-line-" +
      std::string(150, 'x');
  model.run.model->path = std::string(120, 'm') + ".tflite";
  model.reasons = model.caveats = {words, std::string(100, 'y')};
  model.run.dataset.warnings = {words};
  model.run.machine.cpu = words;
  model.run.latency_runs[1].device.name = words;
  for (Finding& finding : model.findings)
    finding.summary = finding.why = finding.advice = finding.check = words, finding.details = {words, words};
  for (Measurement& measurement : model.measurements) measurement.note = words;
  model.limits[2].limit.metric = "recall/" + std::string(80, 'n');
  model.limits[2].measurement->estimate.count = 123'456'789'012;
  model.limits.push_back(
      {{std::string(60, 'u'), 1, 2, Level::kError, ""}, std::nullopt, Outcome::kInconclusive, Grade::kNone, false});
  model.run.reference->path = std::string(120, 'r') + ".tflite";
  model.comparison->reason = words;
  for (ClassFigures& figures : model.classes) figures.name = words, figures.support = 123'456'789'012;
  for (ConfusionCell& cell : model.confusion) cell.count = 123'456'789;
  return report;
}

TEST(Terminal, looks_as_the_golden_file) {
  const std::string path = MUSTER_GOLDEN "/report/terminal.txt";
  const std::string text = text_of(sample_report());
  if (std::getenv("MUSTER_UPDATE_GOLDEN")) std::ofstream(path) << text;
  std::stringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_EQ(text, golden.str());
}

TEST(Terminal, begins_with_the_verdict) {
  Report report = sample_report();
  EXPECT_THAT(text_of(report), StartsWith("NOT READY  animals.tflite\n"));
  report.models[0].verdict = Verdict::kReady;
  EXPECT_THAT(text_of(report), StartsWith("READY  animals.tflite\n"));
  report.models[0].verdict = Verdict::kUnproven;
  EXPECT_THAT(text_of(report), StartsWith("UNPROVEN  animals.tflite\n"));
}

TEST(Terminal, is_never_wider_than_asked) {
  expect_fits(text_of(sample_report()), 80);
  for (const int width : {40, 60, 80, 120})
    expect_fits(text_of(wide_report(), {false, width}), static_cast<std::size_t>(width));
  Report many = wide_report();
  many.models.push_back(many.models.front());
  expect_fits(text_of(many), 80);
}

TEST(Terminal, has_no_escape_without_colour) {
  EXPECT_THAT(text_of(wide_report()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(text_of(sample_report(), {true, 80}), HasSubstr("\x1b[31mNOT READY"));
}

TEST(Terminal, says_the_same_with_and_without_colour) {
  std::string coloured = text_of(sample_report(), {true, 80});
  for (const char* code : {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m"})
    for (std::size_t at = coloured.find(code); at != std::string::npos; at = coloured.find(code))
      coloured.erase(at, std::string_view(code).size());
  EXPECT_EQ(coloured, text_of(sample_report()));
}

TEST(Terminal, shows_hostile_names_harmlessly) {
  Report report = sample_report();
  ModelReport& model = report.models[0];
  const std::string hostile = "</script>\x1b[31m\r\n\x07";
  model.classes[0].name = hostile;
  model.run.model->path = hostile;
  model.run.reference->path = hostile;
  model.comparison->reason = hostile;
  model.reasons = {hostile};
  model.findings[0].summary = hostile;
  model.limits[0].limit.metric = "recall/" + hostile;
  model.measurements[0].metric = "recall@" + hostile;
  report.budget_source = hostile;
  const std::string text = text_of(report);
  EXPECT_THAT(text, HasSubstr("</script>\\x1B[31m"));
  for (const char c : {'\x1b', '\r', '\x07'}) EXPECT_EQ(text.find(c), std::string::npos);
}

TEST(Terminal, tells_an_error_and_that_there_is_no_verdict) {
  Report report;
  report.error = Error{ErrorCode::kNotFound, "no.tflite: cannot open: No such file or directory"};
  const std::string text = text_of(report);
  EXPECT_THAT(text, StartsWith("error: no.tflite: cannot open: No such file or directory\n"));
  EXPECT_THAT(text, HasSubstr("No verdict: "));
}

TEST(Terminal, puts_several_models_into_a_table_on_top) {
  Report report = sample_report();
  report.models.push_back(report.models.front());
  report.models[1].run.model->path = "other.tflite";
  report.models[1].verdict = Verdict::kUnproven;
  const std::string top = text_of(report).substr(0, 330);
  EXPECT_THAT(top, HasSubstr("NOT READY  animals.tflite"));
  EXPECT_THAT(top, HasSubstr("UNPROVEN   other.tflite"));
  EXPECT_THAT(top, HasSubstr("86.0 %"));
}

TEST(Terminal, says_that_a_limit_has_no_evidence) {
  Report report = sample_report();
  report.models[0].limits[1] = {report.models[0].limits[1].limit, std::nullopt, Outcome::kInconclusive, Grade::kNone,
                                false};
  EXPECT_THAT(text_of(report), testing::ContainsRegex("time \\(p90\\) no evidence +inconclusive"));
}

TEST(Terminal, shows_the_strongest_confusions_of_many_classes) {
  Report report = sample_report();
  ModelReport& model = report.models[0];
  model.confusion.clear();
  for (std::uint32_t i = 0; i < 30; ++i) {
    if (i >= model.classes.size()) model.classes.push_back({"class " + std::to_string(i), {}, {}, {}, 5, 5});
    model.confusion.push_back({i, i, 100});
    model.confusion.push_back({i, (i + 1) % 30, i + 1});
  }
  model.confusion.push_back({7, std::nullopt, 90});
  const std::string text = text_of(report);
  EXPECT_THAT(text, HasSubstr("Strongest confusions (10 of 31)\n       90 class 7 "));
  EXPECT_THAT(text, HasSubstr("→ (background or no answer)\n       30 class 29 "));
  EXPECT_THAT(text, HasSubstr("Classes: the 10 with the lowest F1 of 30"));
}

TEST(Terminal, survives_figures_that_are_no_numbers) {
  Report report = sample_report();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (LimitResult& limit : report.models[0].limits) limit.measurement->estimate = {nan, nan, nan, 1};
  for (Measurement& measurement : report.models[0].measurements) measurement.estimate = {-1.0 / 0.0, 1e300, nan, 1};
  expect_fits(text_of(report), 80);
  expect_fits(text_of(Report{}), 80);
}

}  // namespace
}  // namespace muster
