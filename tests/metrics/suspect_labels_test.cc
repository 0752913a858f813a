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

TEST(SuspectLabels, are_those_of_cleanlabs_confident_learning_in_its_order) {
  for (const auto& one : golden_rows("cases", "suspect_labels.json")) {
    const std::vector<std::size_t> expected = one["suspects"];
    EXPECT_EQ(photos_of(suspect_labels(run_of(one["labels"], one["probabilities"]))), expected);
  }
}

TEST(SuspectLabels, of_logits_take_the_softmax) {
  const auto one = golden_rows("cases", "suspect_labels.json")[0];
  muster::Run run = run_of(one["labels"], one["probabilities"]);
  run.predictions.score_kind = "logit";
  for (std::size_t i = 0; i < run.dataset.size(); ++i) {
    run.predictions.softmax.push_back(run.predictions.scores[i][0]);
    for (float& score : run.predictions.scores[i]) score = std::log(score) + 3;
  }
  const std::vector<std::size_t> expected = one["suspects"];
  EXPECT_EQ(photos_of(suspect_labels(run)), expected);
  run.predictions.softmax.clear();
  EXPECT_THAT(suspect_labels(run), ::testing::IsEmpty());
}

TEST(SuspectLabels, are_none_among_classes_of_one_group_or_where_the_scores_are_of_no_known_kind) {
  const auto one = golden_rows("cases", "suspect_labels.json")[1];
  muster::Run run = run_of(one["labels"], one["probabilities"]);
  run.class_groups = {{"all", {0, 1, 2}}};
  EXPECT_THAT(suspect_labels(run), ::testing::IsEmpty());
  run.class_groups.clear(), run.predictions.score_kind = "";
  EXPECT_THAT(suspect_labels(run), ::testing::IsEmpty());
}

TEST(SuspectLabels, are_told_as_a_note) {
  const auto one = golden_rows("cases", "suspect_labels.json")[0];
  const ModelReport report = judge(run_of(one["labels"], one["probabilities"]), Budget{});
  const Finding finding = testing::finding_of(report, "suspect-labels");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_EQ(report.suspect_labels.size(), 6U);
  EXPECT_THAT(finding.summary, ::testing::HasSubstr("6 of 120 labels may be wrong"));
}

TEST(SuspectLabels, are_not_told_of_by_a_model_that_is_misread_or_mostly_wrong) {
  const auto one = golden_rows("cases", "suspect_labels.json")[0];
  muster::Run misread = run_of(one["labels"], one["probabilities"]);
  misread.hint = PreprocessingHint{60, {{}}};
  misread.hint->changes[0].helps = true;
  EXPECT_FALSE(testing::has_finding(judge(misread, Budget{}), "suspect-labels"));
  muster::Run wrong = run_of(one["labels"], one["probabilities"]);
  for (std::size_t i = 0; i < 90; ++i)
    wrong.dataset.classes[i] = (static_cast<std::uint32_t>(wrong.predictions.best[i][0]) + 1) % 3;
  EXPECT_FALSE(testing::has_finding(judge(wrong, Budget{}), "suspect-labels"));
}

}  // namespace
}  // namespace muster
