#include "doctor/graded_answers.h"

#include <gmock/gmock.h>

#include <map>

namespace muster {
namespace {

/// Photos of `classes` classes in turn; the answer to each is its class, and its digest its number.
struct Scene {
  Scene(std::uint32_t photos, std::uint32_t classes) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t photo = 0; photo < photos; ++photo) {
      dataset.paths.push_back(std::to_string(photo));
      dataset.classes.push_back(photo % classes);
      order.push_back(photo);
    }
    dataset.class_names.resize(classes);
    graded = std::make_unique<GradedAnswers>(dataset, std::vector<ClassGroup>{}, order, 2);
    for (std::uint32_t photo = 0; photo < photos; ++photo) {
      for (TopAnswers& column : graded->answers.answers) {
        column.states[photo] = PhotoState::kScored;
        column.best[photo] = static_cast<std::int32_t>(photo % classes);
      }
      graded->answers.digests[photo][0] = static_cast<std::byte>(photo & 0xFFU);
      graded->answers.digests[photo][1] = static_cast<std::byte>(photo >> 8U);
    }
  }
  std::map<std::string, Trial> label_trials() const {
    std::map<std::string, Trial> found;
    for (const Trial& trial : try_labels(*graded, {dataset.class_names, {}, false, dataset.background}).trials)
      found.emplace(trial.change.id, trial);
    return found;
  }
  Dataset dataset;
  std::unique_ptr<GradedAnswers> graded;
};

std::size_t right_after(const std::vector<PairedPhoto>& photos) {
  return static_cast<std::size_t>(std::ranges::count(photos, true, &PairedPhoto::after));
}

TEST(GradedAnswers, pair_photos_that_were_answered_both_times) {
  Scene scene(10, 5);
  auto& answers = scene.graded->answers.answers;
  answers[0].states[0] = PhotoState::kUnreadable;
  answers[1].states[1] = PhotoState::kPending;
  answers[1].states[2] = PhotoState::kNotANumber;
  answers[0].best[3] = 1;
  const auto pairs = scene.graded->pairs(1);
  ASSERT_EQ(pairs.size(), 8U);
  EXPECT_TRUE(pairs[0].before);  // photo 2: an answer that is no number is wrong
  EXPECT_FALSE(pairs[0].after);
  EXPECT_FALSE(pairs[1].before);
  EXPECT_TRUE(pairs[1].after);
  EXPECT_EQ(scene.graded->count(PhotoState::kUnreadable), 1U);
}

TEST(GradedAnswers, count_a_file_once) {
  Scene scene(10, 5);
  scene.graded->answers.digests[7] = scene.graded->answers.digests[3];
  scene.graded->leave_out_copies();
  EXPECT_EQ(scene.graded->pairs(0).size(), 9U);
}

TEST(GradedAnswers, of_one_score_are_of_two_classes) {
  Scene scene(4, 2);
  auto& column = scene.graded->answers.answers[0];
  column.scores = {0.5F, 0.4F, -1.0F, 3.0F};
  scene.graded->split_single_output(false);
  EXPECT_EQ(column.best, (std::vector<std::int32_t>{0, 1, 1, 0}));
  scene.graded->split_single_output(true);
  EXPECT_EQ(column.best, (std::vector<std::int32_t>{0, 0, 1, 0}));
}

TEST(TryLabels, reads_the_same_answers_anew) {
  Scene scene(100, 5);
  for (std::int32_t& best : scene.graded->answers.answers[0].best) best = (best + 4) % 5;
  const auto trials = scene.label_trials();
  EXPECT_EQ(right_after(trials.at("labels:next").photos), 100U);
  EXPECT_EQ(right_after(trials.at("labels:previous").photos), 0U);
}

TEST(TryLabels, fits_a_free_order_on_one_half_and_tries_it_on_the_other) {
  Scene scene(100, 5);
  const std::array<std::int32_t, 5> order{3, 0, 4, 2, 1};
  for (std::int32_t& best : scene.graded->answers.answers[0].best) best = order[static_cast<std::size_t>(best)];
  const Trial trial = scene.label_trials().at("labels:permutation");
  EXPECT_EQ(trial.photos.size(), 50U);
  EXPECT_EQ(right_after(trial.photos), 50U);
}

TEST(TryLabels, fits_no_order_to_chance) {
  Scene scene(400, 4);
  for (std::size_t photo = 0; photo < 400; ++photo)
    scene.graded->answers.answers[0].best[photo] = static_cast<std::int32_t>(photo * 2654435761U >> 16U & 3U);
  EXPECT_FALSE(weigh_changes({scene.label_trials().at("labels:permutation")}, JudgedBy::kTop1Accuracy)[0].helps);
}

TEST(TryLabels, needs_five_photos_of_each_class_for_a_free_order) {
  EXPECT_FALSE(Scene(20, 5).label_trials().contains("labels:permutation"));
  EXPECT_TRUE(Scene(25, 5).label_trials().contains("labels:permutation"));
}

/// Answers `right` of each ten photos of a class by `after` classes on, `before` of them rightly, others by `else_on`.
void answer(Scene& scene, int before, int right, std::uint32_t after, std::uint32_t else_on) {
  const std::size_t classes = scene.dataset.class_names.size();
  for (std::uint32_t photo = 0; photo < scene.dataset.size(); ++photo) {
    const auto place = static_cast<int>(photo / classes % 10);
    const std::uint32_t on = place < before ? 0 : place < before + right ? after : else_on;
    scene.graded->answers.answers[0].best[photo] =
        static_cast<std::int32_t>((scene.dataset.classes[photo] + on) % classes);
  }
}

/// Ids of the orders that are advised.
std::vector<std::string> advised(const Scene& scene) {
  std::vector<std::string> ids;
  for (const auto& [id, trial] : scene.label_trials())
    if (weigh_changes({trial}, JudgedBy::kTop1Accuracy)[0].helps) ids.push_back(id);
  return ids;
}

TEST(TryLabels, advises_a_free_order_only_where_over_half_of_the_photos_are_right_with_it) {
  const std::array<std::int32_t, 10> order{3, 0, 4, 2, 1, 9, 5, 8, 6, 7};  // no rule's order
  const auto with = [&](std::uint32_t right) {                             // so many of ten photos
    Scene scene(1000, 10);
    for (std::uint32_t photo = 0; photo < 1000; ++photo) {
      const std::uint32_t actual = photo % 10, place = photo / 10 % 10;
      scene.graded->answers.answers[0].best[photo] =
          place < right ? order[actual] : static_cast<std::int32_t>((actual + 1 + place) % 10);
    }
    return advised(scene);
  };
  EXPECT_THAT(with(3), ::testing::IsEmpty());
  EXPECT_THAT(with(8), ::testing::ElementsAre("labels:permutation"));
}

TEST(TryLabels, advises_no_order_to_a_model_that_is_mostly_wrong_after_it) {
  Scene scene(1000, 10);  // broken: every class has one answer, which for three is the next class
  const std::array<std::int32_t, 10> answers{1, 2, 7, 7, 7, 7, 7, 7, 2, 7};
  for (std::uint32_t photo = 0; photo < 1000; ++photo)
    scene.graded->answers.answers[0].best[photo] = answers[photo % 10];
  for (std::uint32_t photo = 7; photo < 1000; photo += 10) scene.graded->answers.answers[0].best[photo] = 2;
  const Trial previous = scene.label_trials().at("labels:previous");
  EXPECT_EQ(right_after(previous.photos), 300U);  // 0, 1 and 6
  EXPECT_THAT(advised(scene), ::testing::IsEmpty());
}

TEST(TryLabels, advises_an_order_without_freedom_only_to_a_model_that_is_no_better_than_a_constant) {
  Scene better(1000, 10);
  answer(better, 3, 5, 9, 4);  // 30 % right as it is, 50 % one class on
  EXPECT_THAT(advised(better), ::testing::IsEmpty());
  Scene moved(1000, 10);
  answer(moved, 0, 6, 9, 4);
  EXPECT_THAT(advised(moved), ::testing::Contains("labels:next"));
}

TEST(TryLabels, finds_labels_that_are_one_off_of_a_weak_model_with_many_classes) {
  Scene scene(500, 500);
  for (std::uint32_t photo = 0; photo < 500; ++photo)
    scene.graded->answers.answers[0].best[photo] =
        static_cast<std::int32_t>((photo % 10 < 4 ? photo + 499 : photo + 250) % 500);
  for (std::uint32_t photo = 9; photo < 120; photo += 10)  // classes beside each other look alike
    scene.graded->answers.answers[0].best[photo] = static_cast<std::int32_t>(photo);
  EXPECT_THAT(advised(scene), ::testing::ElementsAre("labels:next"));
}

TEST(TryLabels, names_an_order_that_photos_choose_by_the_rule_that_explains_it) {
  Scene scene(500, 5);
  scene.dataset.class_names = {"a", "b", "d", "c", "e"};  // two of five exchanged: 60 % right as it is
  for (std::uint32_t photo = 0; photo < 500; ++photo)
    scene.graded->answers.answers[0].best[photo] = std::array<std::int32_t, 5>{0, 1, 3, 2, 4}[photo % 5];
  EXPECT_THAT(advised(scene), ::testing::IsSupersetOf({"labels:sorted", "labels:permutation"}));
}

TEST(TryLabels, exchanges_the_labels_of_two_classes_that_are_answered_the_wrong_way_round) {
  Scene scene(200, 2);
  answer(scene, 1, 9, 1, 1);
  EXPECT_THAT(advised(scene), ::testing::Contains("labels:swapped"));
  Scene chance(100, 2);
  answer(chance, 4, 6, 1, 1);
  EXPECT_THAT(advised(chance), ::testing::IsEmpty());
}

TEST(TryLabels, tries_no_order_where_the_photos_show_one_class_or_one_group) {
  EXPECT_TRUE(Scene(100, 1).label_trials().empty());
  Scene scene(100, 4);
  const std::vector<ClassGroup> one_group{{"all", {0, 1, 2, 3}}};
  GradedAnswers graded(scene.dataset, one_group, {0, 1, 2, 3, 4, 5, 6, 7}, 1);
  graded.answers = scene.graded->answers;
  EXPECT_TRUE(try_labels(graded, {scene.dataset.class_names, {}, false}).trials.empty());
  Scene unreadable(100, 4);  // only photos of one class can be read
  for (std::uint32_t photo = 0; photo < 100; ++photo)
    if (photo % 4 != 2) unreadable.graded->answers.answers[0].states[photo] = PhotoState::kUnreadable;
  EXPECT_TRUE(unreadable.label_trials().empty());
}

}  // namespace
}  // namespace muster
