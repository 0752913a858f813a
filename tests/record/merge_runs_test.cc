#include "record/merge_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "support/message_of.h"
#include "support/run_builder.h"

namespace muster {
namespace {

using ::testing::HasSubstr;

/// Photos `first` to `last` of a hundred, as a shard.
NamedRun shard(int first, int last) {
  Run run = testing::classified_run(0, 0);
  run.dataset.root = "photos";
  run.dataset.group.name = "video";
  run.predictions.digests.clear();
  for (int i = first; i < last; ++i) {
    const auto actual = static_cast<std::uint32_t>(i % 2);
    const auto answer = static_cast<std::int32_t>(i % 5 == 0 ? 1 - actual : actual);
    run.dataset.paths.push_back(std::to_string(i) + ".jpg");
    run.dataset.classes.push_back(actual);
    const std::string video = "v" + std::to_string(i / 10);
    if (run.dataset.group.values.empty() || run.dataset.group.values.back() != video)
      run.dataset.group.values.push_back(video);
    run.dataset.group.indices.push_back(static_cast<std::uint32_t>(run.dataset.group.values.size() - 1));
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back({answer, 1 - answer, kAbsent, kAbsent, kAbsent});
    run.predictions.scores.push_back({0.9F, 0.1F, 0, 0, 0});
    std::array<std::byte, 32> digest{};
    digest[0] = static_cast<std::byte>(i + 1);
    run.predictions.digests.push_back(digest);
  }
  return {std::to_string(first) + ".run", std::move(run)};
}

TEST(MergeRuns, gives_every_accuracy_figure_of_the_whole) {
  const ModelReport whole = judge(shard(0, 100).run, default_budget());
  for (const auto& order : {std::vector{0, 30, 70}, std::vector{70, 0, 30}}) {
    std::vector<NamedRun> shards;
    for (const int first : order) shards.push_back(shard(first, first == 0 ? 30 : first == 30 ? 70 : 100));
    const auto merged = merge_runs(std::move(shards));
    ASSERT_TRUE(merged.has_value()) << message_of(merged);
    const ModelReport judged = judge(*merged, default_budget());
    ASSERT_EQ(judged.measurements.size(), whole.measurements.size());
    for (const Measurement& expected : whole.measurements) {
      const Measurement* actual = find_measurement(judged, expected.metric);
      ASSERT_NE(actual, nullptr) << expected.metric;
      EXPECT_EQ(actual->estimate.value, expected.estimate.value) << expected.metric;
      EXPECT_EQ(actual->estimate.low, expected.estimate.low) << expected.metric;
      EXPECT_EQ(actual->estimate.high, expected.estimate.high) << expected.metric;
    }
  }
}

/// A shard in which every tenth photo stands in the training set.
NamedRun leaking_shard(int first, int last) {
  NamedRun named = shard(first, last);
  named.run.leaks.emplace();
  named.run.leaks->source = "train";
  named.run.leaks->groups = {{"v", 1, 5}};
  OtherPhotos training;
  training.labels = {2, 2}, training.answers = {{0, 0, 2}, {1, 1, 1}};
  named.run.other_photos = {training};
  for (std::size_t i = 0; i < named.run.dataset.size(); i += 10) {
    named.run.predictions.states[i] = PhotoState::kSetAside;
    named.run.leaks->leaks.push_back({std::string(named.run.dataset.paths[i]), "t.jpg", {Edit::kSameFile}, 1, false});
  }
  return named;
}

TEST(MergeRuns, joins_leaks_and_keeps_one_count_of_other_photos) {
  const ModelReport whole = judge(leaking_shard(0, 100).run, default_budget());
  const auto merged = merge_runs({leaking_shard(0, 30), leaking_shard(30, 100)});
  ASSERT_TRUE(merged.has_value()) << message_of(merged);
  EXPECT_EQ(merged->leaks->leaks.size(), 10U);
  EXPECT_EQ(merged->leaks->groups.at(0).test_photos, 2U);
  const ModelReport judged = judge(*merged, default_budget());
  for (const char* metric : {"top1_accuracy", "top1_accuracy_with_leaks", "train_gap", "macro_f1"})
    EXPECT_EQ(testing::measurement_of(judged, metric).estimate.value,
              testing::measurement_of(whole, metric).estimate.value)
        << metric;
}

TEST(MergeRuns, refuses_runs_beside_other_training_photos) {
  EXPECT_THAT(message_of(merge_runs({leaking_shard(0, 30), shard(30, 100)})), HasSubstr("another training set"));
}

/// The same, with its first photo degraded in two kinds, each answer the photo's number of the shard.
NamedRun stressed_shard(int first, int last, std::uint64_t seed = 0) {
  NamedRun named = shard(first, last);
  const StressAnswers answers{seed,
                              30,
                              {"glare", "tilt"},
                              {0},
                              std::vector(10, PhotoState::kScored),
                              std::vector<std::int32_t>(10, first == 0 ? 0 : 1)};
  named.run.stress = answers;
  return named;
}

TEST(MergeRuns, joins_the_degraded_photos) {
  std::vector<NamedRun> shards;
  shards.push_back(stressed_shard(0, 30));
  shards.push_back(stressed_shard(30, 100));
  const auto merged = merge_runs(std::move(shards));
  ASSERT_TRUE(merged.has_value()) << message_of(merged);
  EXPECT_EQ(merged->stress->photos, (std::vector<std::uint32_t>{0, 30}));
  EXPECT_EQ(merged->stress->drawn_from, 60U);
  EXPECT_EQ(merged->stress->states.size(), 20U);
  EXPECT_EQ(merged->stress->top1[9], 0);
  EXPECT_EQ(merged->stress->top1[10], 1);
}

TEST(MergeRuns, refuses_photos_that_were_degraded_otherwise_or_not_at_all) {
  for (const NamedRun& other : {stressed_shard(30, 100, 5), shard(30, 100)}) {
    std::vector<NamedRun> shards{stressed_shard(0, 30), other};
    EXPECT_THAT(merge_runs(std::move(shards)).error().message, HasSubstr("of another stress"));
  }
}

TEST(MergeRuns, refuses_a_photo_that_two_have) {
  const auto merged = merge_runs({shard(0, 30), shard(29, 60)});
  ASSERT_FALSE(merged.has_value());
  EXPECT_EQ(merged.error().message, "0.run and 29.run overlap: both have the photo '29.jpg'");
  NamedRun elsewhere = shard(29, 60);
  elsewhere.run.dataset.root = "other";
  EXPECT_FALSE(merge_runs({shard(0, 30), elsewhere}).has_value()) << "the same file under another path";
}

TEST(MergeRuns, refuses_what_is_unlike_by_name) {
  struct Case {
    const char* name;
    std::function<void(muster::Run&)> change;
  };
  const std::vector<Case> cases{
      {"model", [](muster::Run& run) { run.model->sha256 = "other"; }},
      {"input size",
       [](muster::Run& run) {
         run.model->inputs[0].shape = {1, 96, 96, 3};
       }},
      {"preprocessing", [](muster::Run& run) { run.preprocessing->mean = {1}; }},
      {"classes",
       [](muster::Run& run) {
         run.dataset.class_names = {"dog", "cat"};
       }},
      {"classes",
       [](muster::Run& run) {
         run.class_groups = {{"pet", {0, 1}}};
       }},
      {"kind of scores", [](muster::Run& run) { run.predictions.score_kind = "logit"; }},
      {"runtime", [](muster::Run& run) { run.machine.runtime = "LiteRT 9"; }},
      {"place of measurement", [](muster::Run& run) { run.predictions.origin = Origin::kDevice; }},
      {"split", [](muster::Run& run) { run.dataset.split = "val"; }},
      {"manifest columns", [](muster::Run& run) { run.dataset.group.name = "other"; }},
      {"reference", [](muster::Run& run) { run.reference.emplace().sha256 = "r"; }},
  };
  for (const Case& one : cases) {
    NamedRun other = shard(50, 60);
    one.change(other.run);
    const auto merged = merge_runs({shard(0, 10), other});
    ASSERT_FALSE(merged.has_value()) << one.name;
    EXPECT_THAT(merged.error().message,
                HasSubstr(std::string("0.run and 50.run cannot be merged: of another ") + one.name));
  }
}

TEST(MergeRuns, never_pools_the_times_of_two) {
  NamedRun first = shard(0, 10), second = shard(10, 20), third = shard(20, 30);
  second.run.latency_runs = {testing::timing(10, 100)};
  second.run.machine.cpu = "desk";
  third.run.latency_runs = {testing::timing(99, 100)};
  auto merged = merge_runs({first, second, third});
  ASSERT_TRUE(merged.has_value()) << message_of(merged);
  EXPECT_EQ(merged->latency_runs.size(), 1U);
  EXPECT_EQ(merged->machine.cpu, "desk");
  ASSERT_EQ(merged->shards.size(), 3U);
  EXPECT_EQ(merged->shards[2].latency_runs.size(), 1U);
  const ModelReport judged = judge(*merged, default_budget());
  EXPECT_EQ(testing::measurement_of(judged, "latency_p90_ms").estimate.high, 10);
  EXPECT_THAT(testing::finding_of(judged, "merged-times").details.at(0), HasSubstr("20.run"));
  third.run.latency_runs = {testing::timing(40, 100, Origin::kDevice)};
  EXPECT_EQ(merge_runs({first, second, third})->latency_runs[0].origin, Origin::kDevice);
}

TEST(MergeRuns, keeps_the_energy_of_all_once) {
  EnergyRun pixel, galaxy;
  pixel.origin = galaxy.origin = Origin::kDevice;
  pixel.device.name = "Pixel 8", galaxy.device.name = "Galaxy A14";
  pixel.spans = {{std::chrono::seconds(60), 100, 1, 100}}, galaxy.spans = {{std::chrono::seconds(60), 300, 1, 100}};
  NamedRun first = shard(0, 10), second = shard(10, 20);
  second.run.energy_runs = {pixel, galaxy};
  EXPECT_EQ(merge_runs({first, second})->energy_runs.size(), 2U);
  first.run.energy_runs = {galaxy};
  EXPECT_EQ(merge_runs({first, second})->energy_runs.size(), 2U);
}

TEST(MergeRuns, adds_up_the_flips_beside_one_reference) {
  NamedRun first = shard(0, 10), second = shard(10, 20);
  first.run.reference = BesideReference{"r", "r", {10, 1, 2, 0}, {0, 0, 0}, false};
  second.run.reference = BesideReference{"r", "r", {10, 3, 0, 1}, {1, 0, 0}, true};
  const auto merged = merge_runs({first, second});
  ASSERT_TRUE(merged.has_value());
  EXPECT_EQ(merged->reference->flips.photos, 20U);
  EXPECT_EQ(merged->reference->flips.right_to_wrong, 4U);
  EXPECT_EQ(merged->reference->unanswered.unreadable, 1U);
  EXPECT_TRUE(merged->reference->guessed);
}

TEST(MergeRuns, adds_up_what_the_reference_answered) {
  NamedRun first = shard(0, 10), second = shard(10, 20);
  first.run.reference = BesideReference{"r", "r", {10, 1, 0, 0, 2, 1}, {0, 0, 0}, false, {{-1, 4, 1}, {2, 8, 1}}};
  second.run.reference = BesideReference{"r", "r", {10, 3, 0, 0, 1, 0}, {1, 0, 0}, false, {{0, 3, 0}, {2, 8, 3}}};
  const auto merged = merge_runs({first, second});
  EXPECT_EQ(merged->reference->flips.unlabelled, 3U);
  EXPECT_EQ(merged->reference->flips.unlabelled_changed, 1U);
  const auto& answers = merged->reference->answers;
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[2].answer, 2);
  EXPECT_EQ(answers[2].photos, 16U);
  EXPECT_EQ(answers[2].changed, 4U);
  EXPECT_EQ(uncommon_answers(answers).photos, 7U);
  second.run.reference->answers.clear();  // written by 0.1.0
  EXPECT_TRUE(merge_runs({first, second})->reference->answers.empty());
}

TEST(MergeRuns, forgets_what_was_said_beside_others_of_a_part) {
  NamedRun first = shard(0, 10);
  first.run.gradings = Gradings{9, 4};
  first.run.baseline.emplace();
  const auto merged = merge_runs({first, shard(10, 20)});
  ASSERT_TRUE(merged.has_value());
  EXPECT_FALSE(merged->gradings || merged->baseline);
}

TEST(MergeRuns, refuses_a_matrix) {
  NamedRun one = shard(0, 10), other = shard(10, 20);
  other.run.given_confusion = GivenConfusion{{"cat", "dog"}, {{1, 0}, {0, 1}}};
  EXPECT_THAT(merge_runs({one, other}).error().message, HasSubstr("10.run cannot be merged: a matrix"));
}

}  // namespace
}  // namespace muster
