#include "metrics/suspect_labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "support/golden_rows.h"
#include "support/run_builder.h"

namespace muster {
namespace {

/// A Run whose photos have those labels and probabilities of every class; photo i is called "i".
muster::Run run_of(const nlohmann::json& labels, const nlohmann::json& probabilities) {
  muster::Run run = testing::classified_run(labels.size(), labels.size());
  run.predictions.score_kind = "probability";
  run.dataset.paths = {}, run.dataset.class_names = {};
  for (std::size_t k = 0; k < probabilities[0].size(); ++k) run.dataset.class_names.push_back("c" + std::to_string(k));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    run.dataset.paths.push_back(std::to_string(i));
    run.dataset.classes[i] = labels[i];
    std::vector<std::int32_t> order(probabilities[i].size());
    std::iota(order.begin(), order.end(), 0);
    const auto of = [&](std::int32_t k) { return probabilities[i][static_cast<std::size_t>(k)].get<float>(); };
    std::ranges::stable_sort(order, std::greater<>(), of);
    run.predictions.best[i].fill(kAbsent);
    for (std::size_t k = 0; k < order.size(); ++k)
      run.predictions.best[i][k] = order[k], run.predictions.scores[i][k] = of(order[k]);
  }
  return run;
}

std::vector<std::size_t> photos_of(const std::vector<SuspectLabel>& suspects) {
  std::vector<std::size_t> photos;
  for (const SuspectLabel& one : suspects) photos.push_back(std::stoul(one.path));
  return photos;
}

TEST(ConfidentLearning, doubts_the_labels_that_cleanlab_doubts_in_its_order) {
  for (const auto& one : golden_rows("cases", "suspect_labels.json")) {
    const std::vector<std::size_t> expected = one["suspects"];
    EXPECT_EQ(photos_of(confident_learning(run_of(one["labels"], one["probabilities"]))), expected);
  }
}

TEST(ConfidentLearning, takes_the_softmax_of_logits) {
  const auto one = golden_rows("cases", "suspect_labels.json")[0];
  muster::Run run = run_of(one["labels"], one["probabilities"]);
  run.predictions.score_kind = "logit";
  for (std::size_t i = 0; i < run.dataset.size(); ++i) {
    run.predictions.softmax.push_back(run.predictions.scores[i][0]);
    for (float& score : run.predictions.scores[i]) score = std::log(score) + 3;
  }
  const std::vector<std::size_t> expected = one["suspects"];
  EXPECT_EQ(photos_of(confident_learning(run)), expected);
  run.predictions.softmax.clear();
  EXPECT_THAT(confident_learning(run), ::testing::IsEmpty());
}

TEST(SuspectLabels, are_none_among_classes_of_one_group_or_where_the_scores_are_of_no_known_kind) {
  const auto one = golden_rows("cases", "suspect_labels.json")[1];
  muster::Run run = run_of(one["labels"], one["probabilities"]);
  run.class_groups = {{"all", {0, 1, 2}}};
  EXPECT_THAT(suspect_labels(run), ::testing::IsEmpty());
  run.class_groups.clear(), run.predictions.score_kind = "";
  EXPECT_THAT(suspect_labels(run), ::testing::IsEmpty());
}

/// Photos of three classes in turn, answered with `sure` for their class; then labels and answers are changed.
muster::Run answered_run(std::size_t photos, double sure = 0.95) {
  nlohmann::json labels, probabilities;
  for (std::size_t i = 0; i < photos; ++i) {
    labels.push_back(i % 3);
    std::vector<double> row(3, (1 - sure) / 2);
    row[i % 3] = sure;
    probabilities.push_back(row);
  }
  return run_of(labels, probabilities);
}

TEST(SuspectLabels, are_those_that_the_model_contradicts_by_a_wide_margin) {
  muster::Run run = answered_run(120);
  EXPECT_THAT(suspect_labels(run), ::testing::IsEmpty());
  run.dataset.classes[6] = 1, run.dataset.classes[77] = 0;
  EXPECT_THAT(photos_of(suspect_labels(run)), ::testing::UnorderedElementsAre(6, 77));
  muster::Run unsure = answered_run(120, 0.8);  // 0.8 and 0.1: a margin of 0.7
  unsure.dataset.classes[6] = 1;
  EXPECT_THAT(photos_of(confident_learning(unsure)), ::testing::ElementsAre(6));
  EXPECT_THAT(suspect_labels(unsure), ::testing::IsEmpty());
}

TEST(SuspectLabels, are_never_those_that_the_model_agrees_with) {
  muster::Run run = answered_run(120);
  for (std::size_t i = 0; i < 120; i += 3) run.predictions.scores[i] = {0.99F, 0.005F, 0.005F, 0, 0};
  for (std::size_t i = 1; i < 120; i += 3) run.predictions.scores[i] = {0.45F, 0.35F, 0.2F, 0, 0};
  run.predictions.best[0] = {0, 1, 2, kAbsent, kAbsent};
  run.predictions.scores[0] = {0.55F, 0.45F, 0, 0, 0};  // class 0, though as sure of class 1 as its photos are
  EXPECT_THAT(photos_of(confident_learning(run)), ::testing::Contains(0U));
  EXPECT_THAT(suspect_labels(run), ::testing::IsEmpty());
}

TEST(SuspectLabels, are_none_of_a_model_that_has_less_than_80_percent_right) {
  const auto with = [](std::size_t wrong) {
    muster::Run run = answered_run(300);
    for (std::size_t i = 0; i < wrong; ++i) std::swap(run.predictions.best[i][0], run.predictions.best[i][1]);
    for (std::size_t i = 0; i < wrong; ++i) run.predictions.scores[i] = {0.5F, 0.4F, 0.1F, 0, 0};
    run.dataset.classes[299] = 0;
    return photos_of(suspect_labels(run));
  };
  EXPECT_THAT(with(59), ::testing::ElementsAre(299));
  EXPECT_THAT(with(60), ::testing::IsEmpty());
}

TEST(SuspectLabels, are_none_of_two_classes_that_the_model_mixes_up) {
  muster::Run run = answered_run(300);
  for (std::size_t i = 0; i < 300; i += 6) run.predictions.best[i] = {1, 0, 2, kAbsent, kAbsent};  // half of class 0
  EXPECT_THAT(suspect_labels(run), ::testing::SizeIs(50));
  run.predictions.best[3] = run.predictions.best[9] = {1, 0, 2, kAbsent, kAbsent};  // more than half
  EXPECT_THAT(suspect_labels(run), ::testing::IsEmpty());
}

TEST(SuspectLabels, are_reported_as_a_note) {
  muster::Run run = answered_run(120);
  run.dataset.classes[6] = 1;
  const ModelReport report = judge(run, Budget{});
  const Finding finding = testing::finding_of(report, "suspect-labels");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_EQ(report.suspect_labels.size(), 1U);
  EXPECT_THAT(finding.summary, ::testing::HasSubstr("1 of 120 labels may be wrong"));
}

TEST(SuspectLabels, are_not_reported_of_a_model_that_is_misread_or_often_wrong) {
  muster::Run misread = answered_run(120);
  misread.dataset.classes[6] = 1;
  misread.hint = PreprocessingHint{60, {{}}};
  misread.hint->changes[0].helps = true;
  EXPECT_FALSE(testing::has_finding(judge(misread, Budget{}), "suspect-labels"));
  muster::Run failing = answered_run(120);
  failing.dataset.classes[6] = 1;
  for (std::size_t i = 90; i < 120; ++i) failing.predictions.states[i] = PhotoState::kNotANumber;
  EXPECT_FALSE(testing::has_finding(judge(failing, Budget{}), "suspect-labels"));
}

}  // namespace
}  // namespace muster
