#include "measure/stress.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "record/run_writer.h"
#include "stress/degradation.h"
#include "support/fake_models.h"
#include "support/message_of.h"

namespace muster {
namespace {

Result<muster::Run> observe_scene(const FakeScene& scene) {
  muster::Run partial;
  return observe(scene.model, scene.options, {}, partial);
}

long count(const muster::Run& run, PhotoState state) {
  return std::ranges::count(run.stress->states, state);
}

TEST(StressRun, classifies_each_drawn_photo_in_every_way) {
  FakeScene scene("");
  scene.add_photos(20);
  scene.options.stress = StressOptions{8, 0};
  const auto run = observe_scene(scene);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  const StressAnswers& stress = *run->stress;
  EXPECT_EQ(stress.drawn_from, 20U);
  EXPECT_EQ(stress.kinds.size(), all_degradations().size());
  ASSERT_EQ(stress.photos.size(), 8U);
  EXPECT_EQ(stress.states.size(), 8 * all_degradations().size() * 5);
  EXPECT_EQ(count(*run, PhotoState::kScored), static_cast<long>(stress.states.size()));
  // The fake model's class is the first pixel's level, modulo 4: dark levels are linear in the light that is left.
  const double stops[] = {1, 1.5, 2, 2.5, 3};
  const auto kind = std::ranges::find(stress.kinds, "underexposure") - stress.kinds.begin();
  for (std::size_t i = 0; i < stress.photos.size(); ++i)
    for (std::size_t severity = 0; severity < kSeverities; ++severity)
      EXPECT_EQ(stress.top1[i * stress.width() + static_cast<std::size_t>(kind) * kSeverities + severity],
                std::lround(stress.photos[i] % 4 * std::exp2(-stops[severity])));
}

TEST(StressRun, depends_on_neither_jobs_nor_order_but_on_the_seed) {
  FakeScene scene("");
  scene.add_photos(12);
  const auto answers = [&](int jobs, std::uint64_t seed) {
    scene.options.run.jobs = jobs;
    scene.options.stress = StressOptions{0, seed};
    auto run = observe_scene(scene);
    EXPECT_TRUE(run.has_value());
    std::vector<std::pair<std::uint32_t, std::vector<std::int32_t>>> by_photo;
    const StressAnswers& stress = *run->stress;
    for (std::size_t i = 0; i < stress.photos.size(); ++i) {
      const auto begin = stress.top1.begin() + static_cast<std::ptrdiff_t>(i * stress.width());
      by_photo.push_back({stress.photos[i], {begin, begin + static_cast<std::ptrdiff_t>(stress.width())}});
    }
    std::ranges::sort(by_photo);
    return by_photo;
  };
  const auto once = answers(1, 0);
  EXPECT_EQ(once.size(), 12U);
  EXPECT_EQ(answers(3, 0), once);
  EXPECT_NE(answers(2, 1), once);
}

TEST(StressRun, draws_of_each_class_its_share) {
  muster::Run run;
  for (std::uint32_t i = 0; i < 400; ++i) {
    run.dataset.paths.push_back("photo");
    run.dataset.classes.push_back(i % 10 == 9 ? kNoClass : i % 4 == 0 ? 1 : 0);
    run.predictions.states.push_back(i % 10 == 8 ? PhotoState::kUnreadable : PhotoState::kScored);
    run.predictions.digests.emplace_back()[0] = static_cast<std::byte>(i);
    run.predictions.digests.back()[1] = static_cast<std::byte>(i >> 8U);
  }
  const auto drawn = draw_photos(run, {80, 0});
  const std::set<std::uint32_t> distinct(drawn.begin(), drawn.end());
  EXPECT_EQ(distinct.size(), 80U);
  const auto rare = std::ranges::count_if(drawn, [](std::uint32_t photo) { return photo % 4 == 0; });
  EXPECT_NEAR(static_cast<double>(rare), 80.0 * 80 / 320, 1);  // of 320 that can be drawn, 80 are of the rare class
  for (const std::uint32_t photo : drawn) EXPECT_LT(photo % 10, 8U);
  EXPECT_EQ(draw_photos(run, {80, 0}), drawn);
  EXPECT_NE(draw_photos(run, {80, 1}), drawn);
  EXPECT_EQ(draw_photos(run, {0, 0}).size(), 320U);
  EXPECT_EQ(draw_photos(run, {10'000, 0}).size(), 320U);
}

TEST(StressRun, loses_one_answer_to_a_crash_and_goes_on) {
  FakeScene scene("crash=30");
  scene.add_photos(8);
  scene.options.run.jobs = 1;
  scene.options.stress = StressOptions{1, 0};
  const auto run = observe_scene(scene);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  EXPECT_EQ(count(*run, PhotoState::kFailed), 1);
  EXPECT_EQ(count(*run, PhotoState::kPending), 0);
  const auto event = std::ranges::find(run->events, "partial-stress", &Event::check);
  ASSERT_NE(event, run->events.end());
  EXPECT_NE(event->message.find("crashed"), std::string::npos);
}

TEST(StressRun, is_given_up_after_three_crashes_and_keeps_what_it_had) {
  FakeScene scene("crash=10");
  scene.add_photos(8);
  scene.options.run.jobs = 1;
  scene.options.stress = StressOptions{4, 0};
  const auto run = observe_scene(scene);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  EXPECT_EQ(count(*run, PhotoState::kFailed), 3);
  EXPECT_EQ(count(*run, PhotoState::kScored), 27);
  EXPECT_GT(count(*run, PhotoState::kPending), 0);
}

TEST(StressRun, keeps_what_was_measured_until_it_was_stopped) {
  FakeScene scene("sleep=2");
  scene.add_photos(8);
  scene.options.stress = StressOptions{8, 0};
  scene.options.run_file = scene.folder / "a.run";
  std::atomic<bool> stop{false};
  Hooks hooks;
  hooks.stop = &stop;
  hooks.progress = [&](const Progress& progress) {
    if (progress.phase == "stress" && progress.done > 120) stop = true;
  };
  muster::Run partial;
  const auto run = observe(scene.model, scene.options, hooks, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  EXPECT_TRUE(run->interrupted);
  EXPECT_GT(count(*run, PhotoState::kScored), 120);
  EXPECT_GT(count(*run, PhotoState::kPending), 0);
  const auto read = load_run(scene.options.run_file);
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_EQ(read->stress->states, run->stress->states);
  EXPECT_EQ(read->stress->top1, run->stress->top1);
}

TEST(StressRun, of_copies_that_were_left_out_keeps_the_numbers_of_photos) {
  FakeScene scene("");
  std::string manifest = "path,label\n";
  for (int i = 0; i < 9; ++i) {  // photo 0, its two copies, and six others
    const int grey = i < 3 ? 0 : i - 2;
    scene.folder.write_text(std::to_string(i) + ".bmp", FakeScene::grey_bmp(static_cast<unsigned char>(grey)));
    manifest += std::to_string(i) + ".bmp," + "abcd"[grey % 4] + "\n";
  }
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  scene.options.stress = StressOptions{0, 0};
  scene.options.run_file = scene.folder / "a.run";
  const auto run = observe_scene(scene);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  ASSERT_EQ(run->dataset.size(), 7U);
  const auto read = load_run(scene.options.run_file);
  ASSERT_TRUE(read.has_value()) << message_of(read);
  EXPECT_EQ(read->stress->photos, run->stress->photos);
  EXPECT_EQ(read->stress->top1, run->stress->top1);
}

TEST(StressRun, takes_a_single_output_for_two_classes) {
  TfliteRecipe recipe;
  recipe.outputs[0] = {"score", ElementType::kUInt8, {1, 1}, Quantization{{1.0F / 256}, {0}, 0}};
  recipe.nodes[0] = {9, "", {{"weights", ElementType::kUInt8, {1, 192}, {}, 0.01F, false}}, {1, 1}, false};
  FakeScene scene("", recipe);
  scene.add_photos(8);
  scene.options.data.labels = scene.folder.write_text("two.txt", "yes\n");
  std::string manifest = "path,label\n";
  for (int i = 0; i < 8; ++i) manifest += "photo" + std::to_string(i) + ".bmp,yes\n";
  scene.options.data.data = scene.folder.write_text("yes.csv", manifest);
  scene.options.stress = StressOptions{2, 0};
  const auto run = observe_scene(scene);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  EXPECT_EQ(std::ranges::count(run->stress->top1, run->predictions.best[0][0]),
            static_cast<long>(run->stress->top1.size()));
}

}  // namespace
}  // namespace muster
