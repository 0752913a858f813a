#include "metrics/telling_photos.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using ::testing::ElementsAre;

std::vector<std::uint32_t> photos_of(const std::vector<AnsweredPhoto>& all) {
  std::vector<std::uint32_t> photos;
  for (const AnsweredPhoto& one : all) photos.push_back(one.photo);
  return photos;
}

/// Six photos of which the first three are right; scores as given.
muster::Run run_of(std::array<float, 6> scores) {
  muster::Run run = testing::classified_run(3, 6);
  for (std::size_t i = 0; i < 6; ++i) run.predictions.scores[i][0] = scores[i];
  return run;
}

std::vector<AnsweredPhoto> telling(const muster::Run& run) {
  return telling_photos(run, *count_classification(run));
}

TEST(TellingPhotos, are_the_surest_mistakes_and_then_the_least_sure_right_answers) {
  const auto all = telling(run_of({0.9F, 0.3F, 0.5F, 0.2F, 0.8F, 0.4F}));
  EXPECT_THAT(photos_of(all), ElementsAre(4, 5, 3, 1, 2, 0));
  EXPECT_FALSE(all[0].right);
  EXPECT_TRUE(all[5].right);
  EXPECT_EQ(all[5].actual, all[5].predicted);
  EXPECT_FLOAT_EQ(all[0].score, 0.8F);
}

TEST(TellingPhotos, are_graded_ones) {
  muster::Run run = run_of({0.9F, 0.3F, 0.5F, 0.2F, 0.8F, 0.4F});
  run.predictions.states[4] = PhotoState::kSetAside;
  run.predictions.states[5] = PhotoState::kUnreadable;
  run.predictions.states[3] = PhotoState::kFailed;
  const auto all = telling(run);
  EXPECT_THAT(photos_of(all), ElementsAre(3, 1, 2, 0));
  EXPECT_FALSE(all[0].predicted.has_value()) << "it has no answer";
  EXPECT_EQ(all[0].score, 0);
}

TEST(TellingPhotos, of_a_group_that_is_right_are_right) {
  muster::Run run = run_of({0.9F, 0.3F, 0.5F, 0.2F, 0.8F, 0.4F});
  run.class_groups = {{"both", {0, 1}}};
  for (const AnsweredPhoto& one : telling(run)) EXPECT_TRUE(one.right);
}

}  // namespace
}  // namespace muster
