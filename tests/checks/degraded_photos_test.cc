#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/stressed_run.h"

namespace muster {
namespace {

using ::testing::Contains;
using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;
using testing::stressed_run;

ModelReport judged(const muster::Run& run) {
  return judge(run, default_budget());
}

TEST(DegradedPhotos, name_the_kind_that_hurts_most_and_the_classes_that_collapse) {
  const auto run = stressed_run(80, {"low_light", "glare"}, [](std::uint32_t photo, std::size_t kind, int) {
    return kind == 1 ? photo % 2 == 0 : photo % 8 == 0;
  });
  const Finding finding = finding_of(judged(run), "degraded-photos");
  EXPECT_EQ(finding.outcome, Outcome::kFail);
  EXPECT_EQ(finding.level, Level::kWarning);
  EXPECT_THAT(finding.summary, HasSubstr("68.8 points"));
  EXPECT_THAT(finding.summary, HasSubstr("low light hurts most, 87.5 points"));
  EXPECT_THAT(finding.summary, HasSubstr("1 of 2 classes collapse"));
  EXPECT_THAT(finding.details, Contains(HasSubstr("dog: recognised on 100.0 % of 40 photos as they are, on 0.0 %")));
}

TEST(DegradedPhotos, claim_nothing_that_chance_would_show) {
  const auto robust =
      stressed_run(80, {"glare"}, [](std::uint32_t photo, auto, int severity) { return photo != 3 || severity < 5; });
  const Finding finding = finding_of(judged(robust), "degraded-photos");
  EXPECT_EQ(finding.outcome, Outcome::kPass);
  EXPECT_THAT(finding.summary, HasSubstr("no kind surely takes any"));
  const auto alike = stressed_run(
      80, {"a", "b"}, [](std::uint32_t photo, std::size_t kind, int) { return (photo / 2 + kind) % 2 == 0; });
  EXPECT_THAT(finding_of(judged(alike), "degraded-photos").summary, HasSubstr("though not surely more"));
}

TEST(DegradedPhotos, are_silent_where_there_are_none) {
  EXPECT_FALSE(has_finding(judged(testing::classified_run(4, 4)), "degraded-photos"));
  EXPECT_FALSE(has_finding(judged(testing::classified_run(4, 4)), "partial-stress"));
}

TEST(PartialStress, tells_how_many_photos_count) {
  auto run = stressed_run(20, {"glare"}, [](auto, auto, int) { return true; });
  EXPECT_FALSE(has_finding(judged(run), "partial-stress"));
  run.stress->states[99] = PhotoState::kPending;
  run.stress->states[0] = PhotoState::kFailed;
  const Finding finding = finding_of(judged(run), "partial-stress");
  EXPECT_THAT(finding.summary, HasSubstr("19 of 20 drawn photos were degraded in every way"));
  EXPECT_THAT(finding.summary, HasSubstr("ended early on 1 degraded photo, which counts as wrong"));
}

TEST(PartialStress, tells_that_no_photo_could_be_drawn) {
  auto run = testing::classified_run(4, 4);
  run.stress.emplace().kinds = {"glare"};
  EXPECT_THAT(finding_of(judged(run), "partial-stress").summary, HasSubstr("no labelled photo had an answer"));
}

}  // namespace
}  // namespace muster
