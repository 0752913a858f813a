#include "metrics/decision_flips.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/message_of.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Photos "0", "1", … of classes a, b, c, with the class that each was taken for.
muster::Run answers(const std::vector<std::uint32_t>& actual, const std::vector<std::int32_t>& decided) {
  muster::Run run;
  run.dataset.class_names = {"a", "b", "c"};
  run.predictions.score_kind = "probability";
  for (std::size_t i = 0; i < actual.size(); ++i) {
    run.dataset.paths.push_back(std::to_string(i));
    run.dataset.classes.push_back(actual[i]);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back({decided[i], kAbsent, kAbsent, kAbsent, kAbsent});
    run.predictions.scores.push_back({0.5F + 0.1F * static_cast<float>(i), 0, 0, 0, 0});
  }
  return run;
}

TEST(DecisionFlips, are_counted_by_what_they_did) {
  const auto compared =
      compare_decisions(answers({0, 0, 1, 2, 2}, {0, 0, 0, 2, 0}), answers({0, 0, 1, 2, 2}, {0, 1, 1, 2, 1}));
  ASSERT_TRUE(compared) << message_of(compared);
  EXPECT_EQ(compared->flips.photos, 5U);
  EXPECT_EQ(compared->flips.right_to_wrong, 1U);
  EXPECT_EQ(compared->flips.wrong_to_right, 1U);
  EXPECT_EQ(compared->flips.wrong_to_wrong, 1U);
  EXPECT_DOUBLE_EQ(compared->flip_rate.value, 0.6);
  EXPECT_DOUBLE_EQ(compared->accuracy_loss->value, 0);
  EXPECT_EQ(compared->p, 1);
  EXPECT_EQ(compared->classes.size(), 3U);
}

TEST(DecisionFlips, are_counted_on_photos_without_a_class_too) {
  muster::Run reference = answers({0, 1, 0, 0}, {0, 1, 2, 0}), model = answers({0, 1, 0, 0}, {0, 0, 2, 1});
  for (muster::Run* run : {&reference, &model}) run->dataset.classes = {0, kNoClass, kNoClass, kNoClass};
  const auto compared = compare_decisions(reference, model);
  ASSERT_TRUE(compared) << message_of(compared);
  EXPECT_EQ(compared->flips.photos, 1U);
  EXPECT_EQ(compared->flips.unlabelled, 3U);
  EXPECT_EQ(compared->flips.unlabelled_changed, 2U);
  EXPECT_DOUBLE_EQ(compared->flip_rate.value, 0.5);
  EXPECT_EQ(compared->accuracy_loss->count, 1U);
  EXPECT_EQ(compared->moved[0].actual, "no label");
  for (muster::Run* run : {&reference, &model}) run->dataset.classes.assign(4, kNoClass);
  EXPECT_FALSE(compare_decisions(reference, model)->accuracy_loss);
}

TEST(DecisionFlips, come_with_the_answers_of_the_reference) {
  const auto compared =
      compare_decisions(answers({0, 0, 1, 2, 2}, {0, 0, 0, 2, 1}), answers({0, 0, 1, 2, 2}, {0, 1, 0, 2, 2}));
  ASSERT_EQ(compared->answers.size(), 3U);
  EXPECT_EQ(compared->answers[0].photos, 3U);
  EXPECT_EQ(compared->answers[0].changed, 1U);
  const UncommonAnswers uncommon = uncommon_answers(compared->answers);
  EXPECT_EQ(uncommon.photos, 2U);
  EXPECT_EQ(uncommon.changed, 1U);
  EXPECT_EQ(uncommon_answers({}).photos, 0U);
}

TEST(DecisionFlips, list_the_photos_that_moved_most_first) {
  const auto compared = compare_decisions(answers({0, 0, 0}, {0, 0, 0}), answers({0, 0, 0}, {1, 0, 2}));
  ASSERT_EQ(compared->moved.size(), 2U);
  EXPECT_EQ(compared->moved[0].path, "2");
  EXPECT_EQ(compared->moved[0].after, "c");
  EXPECT_NEAR(compared->moved[0].moved.value_or(0), 0.7, 1e-6);
}

TEST(DecisionFlips, within_a_group_are_none) {
  muster::Run reference = answers({0, 2}, {0, 2}), model = answers({0, 2}, {1, 2});
  reference.class_groups = model.class_groups = {{"ab", {0, 1}}};
  EXPECT_EQ(compare_decisions(reference, model)->flips.all(), 0U);
}

TEST(DecisionFlips, match_classes_by_name_and_photos_by_path) {
  muster::Run model = answers({2, 1, 0}, {2, 1, 0});
  model.dataset.class_names = {"c", "b", "a"};
  model.dataset.paths = {};
  for (const char* path : {"0", "x", "2"}) model.dataset.paths.push_back(path);
  const auto compared = compare_decisions(answers({0, 1, 2}, {0, 1, 2}), model);
  ASSERT_TRUE(compared) << message_of(compared);
  EXPECT_EQ(compared->flips.photos, 2U);
  EXPECT_EQ(compared->flips.all(), 0U);
}

TEST(DecisionFlips, count_an_answer_that_is_no_number_as_wrong_and_leave_out_what_has_none) {
  muster::Run model = answers({0, 0, 0}, {0, 0, 0});
  model.predictions.states = {PhotoState::kNotANumber, PhotoState::kUnreadable, PhotoState::kScored};
  const auto compared = compare_decisions(answers({0, 0, 0}, {0, 0, 0}), model);
  EXPECT_EQ(compared->flips.photos, 2U);
  EXPECT_EQ(compared->flips.right_to_wrong, 1U);
  EXPECT_EQ(compared->moved[0].after, "no answer");
}

TEST(DecisionFlips, of_models_with_other_classes_or_photos_are_refused) {
  muster::Run model = answers({0}, {0});
  model.dataset.class_names = {"a", "b", "d"};
  EXPECT_THAT(message_of(compare_decisions(answers({0}, {0}), model)), HasSubstr("the reference has no 'd'"));
  model.dataset.class_names = {"a", "b"};
  EXPECT_THAT(message_of(compare_decisions(answers({0}, {0}), model)), HasSubstr("2 here, 3 in the reference"));
  EXPECT_THAT(message_of(compare_decisions(answers({0}, {0}), answers({}, {}))), HasSubstr("no photo that both"));
}

TEST(DecisionFlips, come_with_what_is_prepared_otherwise) {
  muster::Run reference = answers({0}, {0}), model = answers({0}, {0});
  reference.preprocessing = model.preprocessing = Preprocessing{};
  EXPECT_TRUE(compare_decisions(reference, model)->preparation.empty());
  model.preprocessing->mean = {127};
  EXPECT_THAT(compare_decisions(reference, model)->preparation,
              ElementsAre(HasSubstr("mean 127.5"), HasSubstr("mean 127 ")));
}

}  // namespace
}  // namespace muster
