#include "metrics/classification.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "metrics/class_figures.h"
#include "support/golden_rows.h"
#include "support/run_builder.h"

namespace muster {
namespace {

using testing::classified_run;
using testing::measurement_of;

nlohmann::json golden() {
  std::ifstream file(MUSTER_GOLDEN "/classification.json");
  return nlohmann::json::parse(file);
}

Run golden_run(const nlohmann::json& reference) {
  muster::Run run;
  for (int i = 0; i < reference["classes"]; ++i) run.dataset.class_names.push_back(std::to_string(i));
  for (std::size_t i = 0; i < reference["truth"].size(); ++i) {
    run.dataset.paths.push_back("photo.jpg");
    run.dataset.classes.push_back(reference["truth"][i]);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back(reference["best"][i]);
    run.predictions.scores.push_back({});
  }
  return run;
}

TEST(Classification, figures_equal_scikit_learn_also_with_absent_classes) {
  const auto reference = golden();
  const ModelReport report = judge(golden_run(reference), default_budget());
  for (const auto& [id, value] : reference["figures"].items())
    EXPECT_NEAR(measurement_of(report, id).estimate.value, value, 1e-12) << id;
}

TEST(Classification, classes_and_confusion_equal_scikit_learn) {
  const auto reference = golden();
  const ModelReport report = judge(golden_run(reference), default_budget());
  ASSERT_EQ(report.classes.size(), reference["labels"].size());
  for (std::size_t i = 0; i < report.classes.size(); ++i) {
    const ClassFigures& one = report.classes[i];
    EXPECT_EQ(one.name, std::to_string(reference["labels"][i].get<int>()));
    EXPECT_EQ(one.support, reference["support"][i]);
    EXPECT_NEAR(one.precision ? one.precision->value : 0, reference["precision"][i], 1e-12);
    EXPECT_NEAR(one.recall ? one.recall->value : 0, reference["recall"][i], 1e-12);
    EXPECT_NEAR(one.f1.value_or(0), reference["f1"][i], 1e-12);
    EXPECT_EQ(one.recall.has_value(), one.support > 0);
    EXPECT_EQ(one.precision.has_value(), one.predicted > 0);
  }
  auto matrix = reference["confusion"];
  for (const ConfusionCell& cell : report.confusion) {
    auto& expected = matrix[*cell.actual][*cell.predicted];
    EXPECT_EQ(expected, cell.count);
    expected = 0;
  }
  for (const auto& row : matrix)
    for (const auto& count : row) EXPECT_EQ(count, 0) << "a cell is missing";
}

TEST(Classification, macro_precision_of_the_known_small_case_is_a_half) {
  muster::Run run = golden_run({{"classes", 4},
                                {"truth", {0, 0, 1, 1, 2}},
                                {"best", nlohmann::json::array({{0, -2, -2, -2, -2},
                                                                {1, -2, -2, -2, -2},
                                                                {1, -2, -2, -2, -2},
                                                                {1, -2, -2, -2, -2},
                                                                {1, -2, -2, -2, -2}})}});
  const ModelReport report = judge(std::move(run), default_budget());
  EXPECT_DOUBLE_EQ(measurement_of(report, "macro_precision").estimate.value, 0.5);
  EXPECT_NE(measurement_of(report, "macro_precision").note.find("count"), std::string::npos);
  EXPECT_DOUBLE_EQ(measurement_of(report, "balanced_accuracy").estimate.value, 0.5);
}

TEST(Classification, nan_failed_and_background_answers_are_wrong) {
  muster::Run run = classified_run(10, 10);
  run.predictions.states[0] = PhotoState::kNotANumber;
  run.predictions.states[1] = PhotoState::kFailed;
  run.predictions.best[2] = {kBackground, 0, kAbsent, kAbsent, kAbsent};
  const auto counts = count_classification(run);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->photos, 10U);
  EXPECT_EQ(counts->top1, 7U);
  EXPECT_EQ(counts->top5, 8U);  // the background's second answer is right
  EXPECT_EQ(counts->not_a_number, 1U);
  EXPECT_EQ(counts->failed, 1U);
}

TEST(Classification, unreadable_photos_widen_the_interval_both_ways) {
  muster::Run run = classified_run(90, 100);
  for (std::size_t i = 0; i < 10; ++i) run.predictions.states[i] = PhotoState::kUnreadable;
  const ModelReport report = judge(std::move(run), default_budget());
  const Estimate accuracy = measurement_of(report, "top1_accuracy").estimate;
  EXPECT_EQ(accuracy.count, 90U);
  EXPECT_DOUBLE_EQ(accuracy.value, 80.0 / 90);
  EXPECT_NEAR(*accuracy.low, 0.711170, 1e-5);   // Wilson of 80 of 100
  EXPECT_NEAR(*accuracy.high, 0.944771, 1e-6);  // Wilson of 90 of 100
}

TEST(Classification, pending_photos_are_left_out) {
  muster::Run run = classified_run(10, 10);
  for (std::size_t i = 5; i < 10; ++i) run.predictions.states[i] = PhotoState::kPending;
  const auto counts = count_classification(run);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->photos, 5U);
  EXPECT_EQ(counts->pending, 5U);
}

TEST(Classification, photos_of_no_class_count_only_as_false_alarms) {
  muster::Run run = classified_run(10, 10);
  run.dataset.classes[0] = kNoClass;  // answered "cat"
  const auto counts = count_classification(run);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->photos, 9U);
  EXPECT_EQ(counts->top1, 9U);
  EXPECT_EQ(counts->top5, 9U);
  EXPECT_EQ(counts->none_photos, 1U);
  EXPECT_EQ(counts->totals.predicted[0], 5U);
  EXPECT_EQ(counts->totals.support[0], 4U);
  EXPECT_FALSE(counts->cells.back().actual);
  EXPECT_DOUBLE_EQ(class_figures(*counts)[0].precision->value, 0.8);
}

TEST(Classification, grouped_classes_count_as_one) {
  muster::Run run;
  run.dataset.class_names = {"cat", "beagle", "boxer", "bird"};
  run.class_groups = {{"dog", {1, 2}}};
  run.dataset.classes = {1, 2, 0, 3};
  run.predictions.states.assign(4, PhotoState::kScored);
  run.predictions.best = {BestClasses{2, 0, 3, -2, -2}, BestClasses{0, 3, 1, -2, -2}, BestClasses{0, 1, 2, 3, -2},
                          BestClasses{0, 1, 2, -2, -2}};
  const auto counts = count_classification(run);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->class_names, (std::vector<std::string>{"cat", "dog", "bird"}));
  EXPECT_EQ(counts->top1, 2U);  // a boxer for a beagle is right
  EXPECT_EQ(counts->top5, 3U);  // and so is one among five
}

TEST(Classification, the_textbook_matrix_gives_the_textbook_figures) {
  muster::Run run;
  run.given_confusion = GivenConfusion{{"Cat", "Dog", "Bird"}, {{45, 3, 2}, {4, 40, 6}, {1, 5, 44}}};
  const ModelReport report = judge(std::move(run), default_budget());
  const Estimate accuracy = measurement_of(report, "top1_accuracy").estimate;
  EXPECT_DOUBLE_EQ(accuracy.value, 129.0 / 150);
  EXPECT_NEAR(*accuracy.low, 0.795, 5e-4);
  EXPECT_NEAR(*accuracy.high, 0.907, 5e-4);
  const double precision[] = {0.900, 0.833, 0.846}, recall[] = {0.90, 0.80, 0.88};
  ASSERT_EQ(report.classes.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(report.classes[i].precision->value, precision[i], 5e-4);
    EXPECT_DOUBLE_EQ(report.classes[i].recall->value, recall[i]);
  }
  EXPECT_EQ(report.confusion.size(), 9U);
}

TEST(Classification, twenty_frames_of_one_video_are_not_twenty_photos) {
  muster::Run run = classified_run(800, 1000);
  const ModelReport apart = judge(run, default_budget());
  run.dataset.group.name = "video";
  for (std::uint32_t i = 0; i < 1000; ++i) run.dataset.group.indices.push_back(i / 20);
  const ModelReport grouped = judge(std::move(run), default_budget());
  const Estimate a = measurement_of(apart, "top1_accuracy").estimate,
                 b = measurement_of(grouped, "top1_accuracy").estimate;
  EXPECT_EQ(a.value, b.value);
  EXPECT_GT(*b.high - *b.low, 3 * (*a.high - *a.low));
}

TEST(Classification, groups_that_are_all_right_still_have_an_interval) {
  muster::Run run = classified_run(60, 60);
  run.dataset.group.name = "video";
  for (std::uint32_t i = 0; i < 60; ++i) run.dataset.group.indices.push_back(i / 20);
  const ModelReport report = judge(std::move(run), default_budget());
  EXPECT_NEAR(*measurement_of(report, "top1_accuracy").estimate.low, 0.4385, 1e-3);  // Wilson of 3 of 3
}

TEST(Classification, slices_have_their_own_figures_and_limits) {
  muster::Run run = classified_run(90, 100);
  run.by = {"light"};
  run.dataset.slices = {{"light", {"day", "night"}, {}}};
  for (std::size_t i = 0; i < 100; ++i) run.dataset.slices[0].indices.push_back(i >= 80 ? 1 : 0);
  const ModelReport report = judge(std::move(run), testing::one_limit("recall/cat@light=night", 0.9, 0.9));
  EXPECT_DOUBLE_EQ(measurement_of(report, "top1_accuracy@light=day").estimate.value, 1);
  EXPECT_DOUBLE_EQ(measurement_of(report, "top1_accuracy@light=night").estimate.value, 0.5);
  EXPECT_DOUBLE_EQ(measurement_of(report, "recall/cat@light=night").estimate.value, 0.5);
  EXPECT_EQ(report.verdict, Verdict::kNotReady);
}

TEST(Classification, macro_figures_have_an_interval_where_it_is_quick_or_the_budget_names_them) {
  const auto macro_f1 = [](const muster::Run& run, const Budget& budget) {
    return measurement_of(judge(run, budget), "macro_f1").estimate;
  };
  const muster::Run small = classified_run(90, 100), large = classified_run(9'000, 20'000);
  EXPECT_TRUE(macro_f1(small, default_budget()).low);
  EXPECT_FALSE(macro_f1(large, default_budget()).low);
  const Estimate named = macro_f1(large, testing::one_limit("macro_f1", 0.9, 0.5));
  ASSERT_TRUE(named.low && named.high);
  EXPECT_LT(*named.low, named.value);
  EXPECT_GT(*named.high, named.value);
}

TEST(Classification, macro_f1_has_the_interval_of_scipys_bootstrap_within_classes) {
  const auto golden = golden_rows("macro_f1", "resampling.json").at(0);
  muster::Run run;
  run.dataset.class_names = {"a", "b", "c"};
  for (const std::uint32_t cell : golden["cells"].get<std::vector<std::uint32_t>>()) {
    run.dataset.classes.push_back(cell / 3);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back({static_cast<std::int32_t>(cell % 3), -2, -2, -2, -2});
  }
  const Estimate f1 = measurement_of(judge(run, default_budget()), "macro_f1").estimate;
  EXPECT_NEAR(f1.value, golden["value"], 1e-12);
  const double low = golden["stratified"][0], high = golden["stratified"][1];
  EXPECT_NEAR(f1.low.value(), low, 0.06 * (high - low));
  EXPECT_NEAR(f1.high.value(), high, 0.06 * (high - low));
}

TEST(Classification, unreadable_photos_leave_macro_figures_without_an_interval) {
  muster::Run run = classified_run(90, 100);
  run.predictions.states[99] = PhotoState::kUnreadable;
  const Measurement recall =
      measurement_of(judge(run, testing::one_limit("weighted_recall", 0.6, 0.5)), "weighted_recall");
  EXPECT_FALSE(recall.estimate.low || recall.estimate.high);
  EXPECT_NE(recall.note.find("could not be read"), std::string::npos) << recall.note;
  EXPECT_EQ(judge(run, testing::one_limit("weighted_recall", 0.6, 0.5)).limits[0].outcome, Outcome::kInconclusive);
}

TEST(Classification, one_photo_a_class_gives_no_narrow_macro_interval) {
  muster::Run run;
  for (std::uint32_t i = 0; i < 100; ++i) {
    run.dataset.class_names.push_back(std::to_string(i));
    run.dataset.classes.push_back(i);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back({static_cast<std::int32_t>(i < 80 ? i : 0), -2, -2, -2, -2});
  }
  const auto estimate =
      measurement_of(judge(run, testing::one_limit("balanced_accuracy", 0.9, 0.5)), "balanced_accuracy").estimate;
  ASSERT_TRUE(estimate.low && estimate.high);
  EXPECT_GT(*estimate.high - *estimate.low, 0.1);
}

/// `photos` photos of a thousand classes, one in seven answered wrong.
muster::Run large_run(std::uint32_t photos) {
  muster::Run run;
  for (std::uint32_t i = 0; i < 1000; ++i) run.dataset.class_names.push_back(std::to_string(i));
  for (std::uint32_t i = 0; i < photos; ++i) {
    run.dataset.classes.push_back(i % 1000);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back({static_cast<std::int32_t>(i % 7 == 0 ? (i * 31) % 1000 : i % 1000), 0, 1, 2, 3});
  }
  return run;
}

TEST(Classification, fifty_thousand_photos_of_a_thousand_classes_are_counted_sparsely) {
  const ModelReport report = judge(large_run(50'000), default_budget());
  EXPECT_EQ(report.classes.size(), 1000U);
  EXPECT_LT(report.confusion.size(), 20'000U);
}

TEST(ClassFigures, keep_the_models_own_class_indices) {
  muster::Run run;
  run.dataset.class_names = {"a", "b", "c", "d"};
  for (const std::uint32_t label : {1U, 3U}) {
    run.dataset.paths.push_back("p");
    run.dataset.classes.push_back(label);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back({static_cast<std::int32_t>(label), kAbsent, kAbsent, kAbsent, kAbsent});
    run.predictions.scores.push_back({});
  }
  const ModelReport report = judge(run, default_budget());
  ASSERT_EQ(report.classes.size(), 2U);
  EXPECT_EQ(report.classes[0].index, 1U);
  EXPECT_EQ(report.classes[1].index, 3U);
}

}  // namespace
}  // namespace muster
