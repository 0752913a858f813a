#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/message_of.h"
#include "support/stressed_run.h"
#include "support/temp_folder.h"
#include "verdict/unknown_names.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using testing::one_limit;
using testing::outcome_of;
using testing::stressed_run;

bool a_fifth_lost(std::uint32_t photo, std::size_t, int) {
  return photo % 5 != 0;
}

TEST(StressLimit, passes_fails_or_is_open_by_the_interval) {
  const muster::Run run = stressed_run(200, {"glare"}, a_fifth_lost);
  EXPECT_EQ(outcome_of(run, one_limit("stress_drop", 0.3, 0.4)), Outcome::kPass);
  EXPECT_EQ(outcome_of(run, one_limit("stress_drop", 0.05, 0.1)), Outcome::kFail);
  EXPECT_EQ(outcome_of(run, one_limit("stress_drop", 0.2, 0.2)), Outcome::kInconclusive);
  EXPECT_EQ(outcome_of(run, one_limit("stress_drop/glare", 0.05, 0.1)), Outcome::kFail);
}

TEST(StressLimit, says_what_is_lost_to_which_kind) {
  const ModelReport report =
      judge(stressed_run(200, {"motion_blur"}, a_fifth_lost), one_limit("stress_drop/motion_blur", 0.05, 0.1));
  const Finding finding = testing::finding_of(report, "stress_drop/motion_blur");
  EXPECT_THAT(finding.summary, HasSubstr("accuracy lost to motion blur 20.0 %"));
  EXPECT_THAT(finding.why, HasSubstr("dark, shaken and smudged"));
}

TEST(StressLimit, is_open_without_degraded_photos_and_says_how_to_have_them) {
  const ModelReport report = judge(testing::classified_run(10, 10), one_limit("stress_drop", 0.1, 0.2));
  EXPECT_EQ(report.limits[0].outcome, Outcome::kInconclusive);
  EXPECT_THAT(testing::finding_of(report, "stress_drop").advice, HasSubstr("--stress"));
}

TEST(StressLimit, is_open_where_photos_were_not_reached_or_the_preprocessing_is_a_guess) {
  muster::Run partial = stressed_run(200, {"glare"}, a_fifth_lost);
  partial.stress->states.back() = PhotoState::kPending;
  EXPECT_EQ(outcome_of(partial, one_limit("stress_drop", 0.3, 0.4)), Outcome::kInconclusive);
  muster::Run guessed = stressed_run(200, {"glare"}, a_fifth_lost);
  guessed.preprocessing = Preprocessing{};
  EXPECT_EQ(outcome_of(guessed, one_limit("stress_drop", 0.05, 0.1)), Outcome::kInconclusive);
}

TEST(StressLimit, of_an_unknown_kind_is_an_error_that_offers_the_nearest) {
  const auto known = check_names(one_limit("stress_drop/motoin_blur", 0.1, 0.2), testing::classified_run(1, 1));
  ASSERT_FALSE(known.has_value());
  EXPECT_THAT(known.error().message, HasSubstr("did you mean 'motion_blur'?"));
  EXPECT_TRUE(check_names(one_limit("stress_drop/jpeg", 0.1, 0.2), testing::classified_run(1, 1)).has_value());
}

TEST(StressLimit, stands_in_a_budget) {
  const TempFolder folder;
  const auto file = folder.write_text("muster.toml",
                                      "schema = 1\n[limits.\"stress_drop/jpeg\"]\nmax = 0.2\n"
                                      "[limits.stress_drop]\ngood = 0.1\nbad = 0.3\n");
  const auto budget = load_budget(file, "");
  ASSERT_TRUE(budget.has_value()) << message_of(budget);
  for (const auto& [metric, bad] : {std::pair("stress_drop", 0.3), {"stress_drop/jpeg", 0.2}}) {
    const auto found = std::ranges::find(budget->limits, metric, &Limit::metric);
    ASSERT_NE(found, budget->limits.end()) << metric;
    EXPECT_EQ(found->bad, bad);
  }
}

}  // namespace
}  // namespace muster
