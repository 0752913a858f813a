// junit, markdown and github: what build servers read.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "muster/render.h"
#include "support/sample_report.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A report whose words are an attack on whatever shows them.
Report hostile_report() {
  Report report = sample_report();
  ModelReport& model = report.models[0];
  model.run.model->path = "a<b>&\"|`@all`.tflite";
  model.findings.push_back({"evil]]>",
                            Outcome::kFail,
                            Level::kError,
                            Grade::kNone,
                            std::nullopt,
                            "100 %\n::error::<script>alert(1)</script> \x1b[31m|",
                            "why & <b>",
                            "do \"it\"",
                            {"\x01<x>"}});
  model.reasons = {"<img src=x> | [link](http://x) @someone"};
  return report;
}

bool is_valid(const std::string& xml) {
  const TempFolder folder;
  const auto file = folder.write_text("junit.xml", xml);
  return std::system(
             fmt::format("xmllint --noout --schema {}/tests/report/junit.xsd {} 2>&1", MUSTER_SOURCE_DIR, file.string())
                 .c_str()) == 0;
}

TEST(Junit, keeps_to_its_schema) {
  EXPECT_TRUE(is_valid(*render(sample_report(), "junit")));
  EXPECT_TRUE(is_valid(*render(hostile_report(), "junit")));
  Report none;
  none.error = Error{ErrorCode::kNotFound, "no such file"};
  EXPECT_TRUE(is_valid(*render(none, "junit")));
}

TEST(Junit, fails_what_fails_and_errs_what_is_not_proven) {
  Report report = sample_report();
  report.models.resize(1);
  auto& findings = report.models[0].findings;
  findings = {{"a", Outcome::kFail, Level::kError, Grade::kBad, std::nullopt, "bad", "why", "do", {}},
              {"b", Outcome::kInconclusive, Level::kError, Grade::kNone, std::nullopt, "open", "why", "do", {}},
              {"c", Outcome::kFail, Level::kWarning, Grade::kNone, std::nullopt, "warned", "why", "do", {}},
              {"d", Outcome::kPass, Level::kError, Grade::kGood, std::nullopt, "fine", "why", "do", {}}};
  const std::string xml = *render(report, "junit");
  EXPECT_THAT(xml, HasSubstr("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<failure message=\"bad\" type=\"fail\">"));
  EXPECT_THAT(xml, HasSubstr("<error message=\"open\" type=\"inconclusive\">"));
  EXPECT_THAT(xml, HasSubstr("<skipped message=\"warning: warned\"/>"));
}

TEST(Markdown, has_verdict_table_and_reasons) {
  const std::string page = *render(sample_report(), "markdown");
  EXPECT_THAT(page, HasSubstr("### 🔴 NOT READY"));
  EXPECT_THAT(page, HasSubstr("| top1\\_accuracy | "));
  EXPECT_THAT(page, HasSubstr("<details><summary>"));
}

TEST(Markdown, has_what_the_baseline_had) {
  Report report = sample_report();
  Baseline before{"last.run", "2026-11-17T09:00:00Z", 1, {}, {}, {}};
  before.figures = {{"top1_accuracy", "fraction", {0.875, 0.85, 0.9, 400}, Origin::kHost, "cpu", ""}};
  report.models[0].run.baseline = before;
  const std::string page = *render(report, "markdown");
  EXPECT_THAT(page, HasSubstr("| 87.5 % [85.0, 90.0] of 400 |"));
  EXPECT_THAT(page, HasSubstr("Before: last.run 2026-11-17T09:00:00Z"));
}

TEST(Markdown, lets_no_words_of_others_become_markup) {
  const std::string page = *render(hostile_report(), "markdown");
  EXPECT_THAT(page, Not(HasSubstr("<script>")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr(" @someone")));
  EXPECT_THAT(page, HasSubstr("\\[link\\](http://x)"));
}

TEST(Github, annotates_one_line_each) {
  const std::string lines = *render(hostile_report(), "github");
  EXPECT_THAT(lines, HasSubstr("::error title="));
  EXPECT_THAT(lines, HasSubstr("100 %25\\x0A::error::"));
  for (std::size_t at = 0; at < lines.size();) {
    EXPECT_EQ(lines.substr(at, 2), "::");
    at = lines.find('\n', at) + 1;
  }
}

}  // namespace
}  // namespace muster
