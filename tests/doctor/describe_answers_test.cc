#include "doctor/describe_answers.h"

#include <gmock/gmock.h>

namespace muster {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Photos of two classes, "hen" and "cock", with an answer to each.
struct Scene {
  /// So many photos of that class, with that answer.
  Scene& add(std::uint32_t actual, std::int32_t answer, int count) {
    for (int i = 0; i < count; ++i) {
      dataset.paths.push_back("photo"), dataset.classes.push_back(actual);
      answers.push_back(answer);
    }
    return *this;
  }
  [[nodiscard]] GradedAnswers graded() const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t photo = 0; photo < dataset.size(); ++photo) order.push_back(photo);
    GradedAnswers graded(dataset, {}, order, 1);
    graded.answers.answers[0].best = answers;
    std::ranges::fill(graded.answers.answers[0].states, PhotoState::kScored);
    return graded;
  }
  [[nodiscard]] Diagnosis diagnosis() const {
    Diagnosis diagnosis;
    const GradedAnswers answered = graded();
    describe_answers(answered, diagnosis);
    diagnosis.least_photos = 12;
    say_what_is_open(answered, diagnosis);
    return diagnosis;
  }
  Scene() { dataset.class_names = {"hen", "cock"}; }
  Dataset dataset;
  std::vector<std::int32_t> answers;
};

TEST(ConstantAnswer, is_one_that_nearly_all_photos_get_and_far_fewer_show) {
  const auto constant = constant_answer(Scene().add(0, 0, 270).add(1, 0, 28).add(1, 1, 2).graded());
  ASSERT_TRUE(constant);
  EXPECT_EQ(constant->class_name, "hen");
  EXPECT_EQ(constant->answers, 298U);
  EXPECT_EQ(constant->photos, 270U);
  EXPECT_TRUE(constant_answer(Scene().add(0, 0, 3).add(1, 0, 1).graded()));  // all, of two classes
}

TEST(ConstantAnswer, is_not_the_right_answer_to_photos_that_nearly_all_show_it) {
  EXPECT_FALSE(constant_answer(Scene().add(0, 0, 287).add(1, 1, 12).add(1, 0, 1).graded()));
  EXPECT_FALSE(constant_answer(Scene().add(0, 0, 100).graded()));
  EXPECT_FALSE(constant_answer(Scene().add(0, 0, 60).add(1, 0, 34).add(1, 1, 6).graded()));  // 94 %
  EXPECT_FALSE(constant_answer(Scene().graded()));
}

TEST(Diagnosis, that_finds_nothing_is_inconclusive_at_a_constant_answer) {
  const Diagnosis always = Scene().add(0, 0, 285).add(1, 0, 15).diagnosis();
  EXPECT_THAT(always.inconclusive, HasSubstr("the model answers hen to 300 of 300 photos, of which 285 show it"));
  EXPECT_EQ(verdict_of(always), DoctorVerdict::kInconclusive);
  EXPECT_EQ(always.judged_by, JudgedBy::kMeanRecall);
  EXPECT_DOUBLE_EQ(always.mean_recall.value, 0.5);
  EXPECT_EQ(always.commonest_class, "hen");
  EXPECT_DOUBLE_EQ(always.commonest_class_share, 0.95);
}

TEST(Diagnosis, that_finds_nothing_is_inconclusive_at_chance) {
  const Diagnosis chance = Scene().add(0, 0, 50).add(0, 1, 50).add(1, 0, 50).add(1, 1, 50).diagnosis();
  EXPECT_THAT(chance.inconclusive, HasSubstr("not better than always answering hen, which is right for 50.0 %"));
  EXPECT_EQ(chance.photos_needed, 0U);
  const Diagnosis nearly = Scene().add(0, 0, 52).add(0, 1, 48).add(1, 0, 46).add(1, 1, 54).diagnosis();
  EXPECT_GT(nearly.photos_needed, 200U);
  EXPECT_THAT(nearly.inconclusive, HasSubstr("photos would settle whether it is"));
}

TEST(Diagnosis, that_finds_nothing_is_inconclusive_of_one_class) {
  const Diagnosis hens = Scene().add(0, 0, 100).diagnosis();
  EXPECT_THAT(hens.inconclusive, HasSubstr("all photos show hen"));
}

TEST(Diagnosis, of_three_photos_says_how_many_are_needed) {
  const Diagnosis few = Scene().add(0, 0, 2).add(1, 1, 1).diagnosis();
  EXPECT_EQ(few.photos_needed, 22U);
  EXPECT_EQ(few.inconclusive, "3 photos are too few to find a mistake: about 22 are needed");
}

TEST(Diagnosis, finds_nothing_wrong_with_good_answers) {
  const Diagnosis good = Scene().add(0, 0, 95).add(0, 1, 5).add(1, 1, 90).add(1, 0, 10).diagnosis();
  EXPECT_THAT(good.inconclusive, IsEmpty());
  EXPECT_EQ(verdict_of(good), DoctorVerdict::kNothingFound);
}

TEST(PhotosToFindAMistake, are_enough_where_so_many_are_wrong_or_nearly_all_are_right) {
  EXPECT_EQ(photos_to_find_a_mistake(100, 12, 12, 0.80), 0U);
  EXPECT_EQ(photos_to_find_a_mistake(100, 2, 12, 0.93), 0U);
  EXPECT_EQ(photos_to_find_a_mistake(0, 0, 12, 0), 22U);      // Wilson's lower bound of 22 of 22 is 85.1 %
  EXPECT_EQ(photos_to_find_a_mistake(20, 8, 12, 0.39), 30U);  // 12 of 30 are wrong at that rate
}

}  // namespace
}  // namespace muster
