#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "muster/render.h"
#include "report/text_page.h"
#include "support/schema.h"
#include "support/stressed_run.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Report report_of(const muster::Run& run) {
  Report report;
  report.verdict = Verdict::kUnproven;
  report.models.push_back(judge(run, default_budget()));
  return report;
}

bool half_lost_to_blur(std::uint32_t photo, std::size_t kind, int severity) {
  return kind != 0 || severity < 4 || photo % 4 < 2;
}

TEST(StressReport, has_a_line_for_each_kind_that_fits_80_columns) {
  const std::string text =
      *render(report_of(testing::stressed_run(80, {"motion_blur", "white_balance"}, half_lost_to_blur)), "text");
  EXPECT_THAT(text, HasSubstr("\n  motion blur      100.0  100.0  100.0   50.0   50.0   20.0 ["));
  EXPECT_THAT(text, HasSubstr("[95.4, 100.0] of 80"));
  EXPECT_THAT(text, HasSubstr("takes most, surely."));
  for (const std::string_view line : split(text, '\n')) EXPECT_LE(columns(line), 80U) << line;
  EXPECT_THAT(text, HasSubstr("  80 photos, drawn from 80.\n"));
  EXPECT_THAT(text, HasSubstr("None of 2 classes surely collapses."));
  EXPECT_THAT(text, Not(HasSubstr("stress drop  ")));  // it stands in this section
}

TEST(StressReport, tells_which_classes_collapse_and_what_was_not_reached) {
  auto run = testing::stressed_run(80, {"glare"}, [](std::uint32_t photo, auto, int) { return photo % 2 == 0; });
  run.stress->states.back() = PhotoState::kPending;
  const std::string text = *render(report_of(run), "text");
  EXPECT_THAT(text, HasSubstr("79 photos, drawn from 80. Of 80 drawn, the others were not reached."));
  EXPECT_THAT(text, HasSubstr("1 of 2 classes collapse:\n    - dog: 100.0 % of 39 photos as they are, 0.0 % degraded"));
}

TEST(StressReport, is_null_in_json_without_degraded_photos_and_keeps_to_the_schema_with_them) {
  const std::string with = *render(report_of(testing::stressed_run(40, {"glare"}, half_lost_to_blur)), "json");
  EXPECT_TRUE(keeps_to_schema("report.schema.json", with));
  const auto stress = nlohmann::json::parse(with)["models"][0]["stress"];
  EXPECT_EQ(stress["hardest"], "glare");
  EXPECT_EQ(stress["kinds"][0]["accuracy"][4]["value"], 0.5);
  EXPECT_EQ(stress["planned"], 40);
  const std::string without = *render(report_of(testing::classified_run(4, 4)), "json");
  EXPECT_TRUE(nlohmann::json::parse(without)["models"][0]["stress"].is_null());
}

TEST(StressReport, folds_away_a_table_in_markdown) {
  const std::string page =
      *render(report_of(testing::stressed_run(80, {"motion_blur"}, half_lost_to_blur)), "markdown");
  EXPECT_THAT(page, HasSubstr("| motion blur | 100.0 % | 100.0 % | 100.0 % | 50.0 % | 50.0 % | 20.0 % ["));
}

}  // namespace
}  // namespace muster
