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
  EXPECT_FALSE(weigh_changes({scene.label_trials().at("labels:permutation")})[0].helps);
}

TEST(TryLabels, needs_five_photos_of_each_class_for_a_free_order) {
  EXPECT_FALSE(Scene(20, 5).label_trials().contains("labels:permutation"));
  EXPECT_TRUE(Scene(25, 5).label_trials().contains("labels:permutation"));
}

}  // namespace
}  // namespace muster
