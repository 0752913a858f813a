#include "measure/predictions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "support/fake_models.h"
#include "support/message_of.h"

namespace muster {
namespace {

long count(const Run& run, PhotoState state) {
  return std::ranges::count(run.predictions.states, state);
}

TEST(Predictions, classify_every_photo_in_order) {
  FakeScene scene("");
  scene.add_photos(40);
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  ASSERT_EQ(observed->predictions.best.size(), 40U);
  for (std::size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(observed->predictions.states[i], PhotoState::kScored);
    EXPECT_EQ(observed->predictions.best[i][0], static_cast<std::int32_t>(i % 4));
    EXPECT_EQ(observed->dataset.classes[i], i % 4);
  }
  EXPECT_EQ(observed->machine.runtime, "Fake 1");
  EXPECT_EQ(observed->data_sha256.size(), 64U);
}

TEST(Predictions, do_not_depend_on_the_number_of_jobs) {
  FakeScene scene("");
  scene.add_photos(12);
  muster::Run one, three;
  scene.options.run.jobs = 1;
  const auto alone = observe(scene.model, scene.options, {}, one);
  scene.options.run.jobs = 3;
  const auto together = observe(scene.model, scene.options, {}, three);
  ASSERT_TRUE(alone && together);
  EXPECT_EQ(alone->predictions.best, together->predictions.best);
  EXPECT_EQ(alone->data_sha256, together->data_sha256);
}

TEST(Predictions, list_a_photo_that_cannot_be_read_and_go_on) {
  FakeScene scene("");
  scene.add_photos(8);
  scene.folder.write_text("photo3.bmp", "BM, but no picture");
  std::filesystem::remove(scene.folder / "photo5.bmp");
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_EQ(count(*observed, PhotoState::kUnreadable), 2);
  EXPECT_EQ(count(*observed, PhotoState::kScored), 6);
  ASSERT_EQ(observed->events.size(), 2U);
  EXPECT_EQ(observed->events[0].check, "unreadable-photos");
  EXPECT_EQ(observed->data_sha256, "");
}

TEST(Predictions, count_a_photo_and_its_copies_once) {
  FakeScene scene("");
  std::string manifest = "path,label\n";
  for (int i = 0; i < 20; ++i) {
    scene.folder.write_text(std::to_string(i) + ".bmp", FakeScene::grey_bmp(static_cast<unsigned char>(i % 2)));
    manifest += std::to_string(i) + ".bmp," + (i == 19 ? "c" : i % 2 == 0 ? "a" : "b") + "\n";
  }
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_EQ(observed->dataset.size(), 3U);
  EXPECT_EQ(observed->predictions.states.size(), 3U);
  ASSERT_EQ(observed->dataset.warnings.size(), 2U);
  EXPECT_EQ(observed->dataset.warnings[0],
            "1 photo is byte for byte a copy of another, but with another label: '19.bmp' of '1.bmp'");
  EXPECT_EQ(observed->dataset.warnings[1],
            "17 photos are byte for byte copies of others, and left out: '2.bmp' of '0.bmp', …");
}

TEST(Predictions, count_photos_of_other_colours_and_name_a_few) {
  FakeScene scene("");
  std::string manifest = "path,label\n";
  for (int i = 0; i < 8; ++i) {
    const std::string name = "photo" + std::to_string(i) + ".jpg";
    std::filesystem::copy(MUSTER_GOLDEN "/images/profile_p3.jpg", scene.folder / name);
    std::ofstream(scene.folder / name, std::ios::app) << i;  // no copy of another
    manifest += name + ",a\n";
  }
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_EQ(observed->other_colours_photos, 8U);
  ASSERT_EQ(observed->events.size(), 5U);
  EXPECT_EQ(observed->events[0].check, "colour-profile");
}

TEST(Predictions, blame_a_crash_on_its_photo_and_start_another_worker) {
  FakeScene scene("crash=5");
  scene.add_photos(8);
  scene.options.run.jobs = 1;
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_EQ(observed->predictions.states[4], PhotoState::kFailed);
  EXPECT_EQ(count(*observed, PhotoState::kScored), 7);
  ASSERT_FALSE(observed->events.empty());
  EXPECT_EQ(observed->events[0].check, "worker-crash");
  EXPECT_NE(observed->events[0].message.find("signal 9"), std::string::npos);
}

TEST(Predictions, are_cut_short_after_three_crashes) {
  FakeScene scene("crash=2");
  scene.add_photos(20);
  scene.options.run.jobs = 1;
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_EQ(count(*observed, PhotoState::kFailed), 3);
  EXPECT_GT(count(*observed, PhotoState::kPending), 0);
  EXPECT_EQ(observed->events.back().check, "run-cut-short");
}

TEST(Predictions, end_a_model_that_hangs) {
  FakeScene scene("hang=3");
  scene.add_photos(4);
  scene.options.run.jobs = 1;
  scene.options.run.timeout = std::chrono::milliseconds(700);
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_EQ(count(*observed, PhotoState::kFailed), 1);
  EXPECT_NE(observed->events[0].message.find("--timeout"), std::string::npos);
}

TEST(Predictions, end_a_model_that_eats_memory) {
  FakeScene scene("eat=3");
  scene.add_photos(4);
  scene.options.run.jobs = 1;
  scene.options.run.memory_limit_bytes = 400'000'000;
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_EQ(count(*observed, PhotoState::kFailed), 1);
  EXPECT_NE(observed->events[0].message.find("--memory-limit"), std::string::npos);
}

TEST(Predictions, refuse_a_model_that_never_yields_an_output) {
  for (const char* behaviour : {"die", "fail=1", "crash=1"}) {
    FakeScene scene(behaviour);
    scene.add_photos(4);
    muster::Run run;
    const auto observed = observe(scene.model, scene.options, {}, run);
    ASSERT_FALSE(observed.has_value()) << behaviour;
    EXPECT_EQ(observed.error().code, ErrorCode::kRuntime);
    EXPECT_TRUE(run.model.has_value()) << "what was known before is kept";
  }
}

TEST(Predictions, count_a_score_that_is_no_number) {
  TfliteRecipe recipe;
  recipe.outputs = {{"scores", ElementType::kFloat32, {1, 4}, std::nullopt}};
  FakeScene scene("nan=2", recipe);
  scene.add_photos(4);
  scene.options.run.jobs = 1;
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, {}, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_EQ(observed->predictions.states[1], PhotoState::kNotANumber);
  EXPECT_EQ(count(*observed, PhotoState::kScored), 3);
}

TEST(Predictions, stop_when_the_user_says_so_and_keep_what_is_done) {
  FakeScene scene("sleep=20");
  scene.add_photos(200);
  std::atomic<bool> stop{false};
  Hooks hooks;
  hooks.stop = &stop;
  hooks.progress = [&](const Progress& progress) { stop = progress.done >= 4; };
  muster::Run run;
  const auto observed = observe(scene.model, scene.options, hooks, run);
  ASSERT_TRUE(observed.has_value()) << message_of(observed);
  EXPECT_TRUE(observed->interrupted);
  EXPECT_GE(count(*observed, PhotoState::kScored), 4);
  EXPECT_GT(count(*observed, PhotoState::kPending), 100);
}

TEST(DataDigest, depends_on_files_and_classes_but_not_on_order) {
  muster::Run run;
  run.dataset.classes = {1, 2};
  run.predictions.digests.resize(2);
  run.predictions.digests[0][0] = std::byte{7};
  run.predictions.digests[1][0] = std::byte{9};
  muster::Run swapped = run;
  std::swap(swapped.dataset.classes[0], swapped.dataset.classes[1]);
  EXPECT_NE(data_digest(run), data_digest(swapped));
  std::swap(swapped.predictions.digests[0], swapped.predictions.digests[1]);
  EXPECT_EQ(data_digest(run), data_digest(swapped));
}

}  // namespace
}  // namespace muster
