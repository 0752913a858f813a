#include "metrics/ranking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "support/golden_rows.h"

namespace muster {
namespace {

using testing::ElementsAre;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
using Flags = std::vector<std::uint8_t>;
using Scores = std::vector<float>;

void expect_near(const std::optional<double>& value, const nlohmann::json& expected, const std::string& where) {
  ASSERT_EQ(value.has_value(), !expected.is_null()) << where;
  if (!value) return;
  EXPECT_NEAR(*value, expected.get<double>(), 1e-9) << where;
}

TEST(Ranking, areas_and_rates_equal_scikit_learn_with_and_without_ties) {
  for (const auto& row : golden_rows("curves", "ranking.json")) {
    const Scores scores = row["scores"];
    const Flags positive = row["positive"];
    const std::string name = row["name"];
    const RankingCurve curve = ranking_curve(scores, positive);
    expect_near(average_precision(curve), row["average_precision"], name);
    expect_near(roc_area(curve), row["roc_area"], name);
    const BinaryCounts counts = counts_at(curve, row["threshold"].get<float>());
    expect_near(precision_of(counts), row["precision"], name);
    expect_near(recall_of(counts), row["recall"], name);
    for (const auto& [beta, best] : row["best"].items()) {
      const auto found = best_f_beta(curve, std::stod(beta));
      ASSERT_TRUE(found) << name;
      EXPECT_EQ(found->threshold, best[0].get<float>()) << name << " " << beta;
      EXPECT_NEAR(found->value, best[1].get<double>(), 1e-9) << name << " " << beta;
    }
  }
}

TEST(Ranking, weighted_areas_equal_scikit_learn) {
  for (const auto& row : golden_rows("curves", "ranking.json")) {
    const Flags positive = row["positive"];
    const std::vector<std::uint32_t> weights = row["weights"];
    const RankedRows ranked = rank_rows(Scores(row["scores"]));
    expect_near(weighted_average_precision(ranked, positive, weights), row["weighted_average_precision"], row["name"]);
    expect_near(weighted_roc_area(ranked, positive, weights), row["weighted_roc_area"], row["name"]);
  }
}

TEST(Ranking, thresholds_are_distinct_and_fall) {
  const RankingCurve curve = ranking_curve(Scores{0.5F, 0.25F, 0.5F, 1}, Flags{1, 0, 0, 1});
  EXPECT_THAT(curve.thresholds, ElementsAre(1.0F, 0.5F, 0.25F));
  EXPECT_THAT(curve.true_positives, ElementsAre(1U, 2U, 2U));
  EXPECT_THAT(curve.false_positives, ElementsAre(0U, 1U, 2U));
  EXPECT_EQ(curve.positives, 2U);
  EXPECT_EQ(curve.negatives, 2U);
}

TEST(Ranking, a_threshold_between_two_scores_accepts_what_the_upper_one_does) {
  const RankingCurve curve = ranking_curve(Scores{0.75F, 0.25F}, Flags{1, 0});
  EXPECT_EQ(counts_at(curve, 0.5F).true_positives, 1U);
  EXPECT_EQ(counts_at(curve, 0.5F).true_negatives, 1U);
  EXPECT_FALSE(precision_of(counts_at(curve, 0.8F)));
  EXPECT_EQ(counts_at(curve, -kInfinity).false_positives, 1U);
  EXPECT_EQ(counts_at(curve, kNan).false_negatives, 1U);
}

TEST(Ranking, a_score_that_is_no_number_is_the_lowest_and_never_accepted) {
  const RankingCurve curve = ranking_curve(Scores{kNan, 0.5F, -kInfinity, kNan}, Flags{1, 1, 0, 0});
  EXPECT_EQ(curve.not_a_number, 2U);
  EXPECT_THAT(curve.thresholds, ElementsAre(0.5F, -kInfinity));
  EXPECT_EQ(curve.positives, 2U);
  EXPECT_DOUBLE_EQ(average_precision(curve).value_or(0), 0.5);   // half the positives are never found
  EXPECT_DOUBLE_EQ(roc_area(curve).value_or(0), (2 + 0.5) / 4);  // the NaNs tie with each other
  EXPECT_EQ(counts_at(curve, -kInfinity).false_negatives, 1U);
}

TEST(Ranking, of_nothing_or_of_one_kind_is_undefined) {
  const RankingCurve none = ranking_curve({}, {}), no_positives = ranking_curve(Scores{1, 2}, Flags{0, 0}),
                     no_negatives = ranking_curve(Scores{1, 2}, Flags{1, 1}),
                     no_numbers = ranking_curve(Scores{kNan, kNan}, Flags{1, 0});
  for (const RankingCurve& curve : {none, no_positives}) {
    EXPECT_FALSE(average_precision(curve));
    EXPECT_FALSE(roc_area(curve));
    EXPECT_FALSE(best_f_beta(curve, 1));
    EXPECT_FALSE(recall_of(counts_at(curve, 0)));
  }
  EXPECT_FALSE(f_beta_of(counts_at(none, 0), 1));
  EXPECT_EQ(average_precision(no_negatives), 1);
  EXPECT_FALSE(roc_area(no_negatives));
  EXPECT_EQ(roc_area(no_numbers), 0.5);
  EXPECT_EQ(average_precision(no_numbers), 0);
  EXPECT_FALSE(best_f_beta(no_numbers, 1));
}

TEST(Ranking, positive_and_negative_zero_tie) {
  EXPECT_EQ(ranking_curve(Scores{0.0F, -0.0F}, Flags{1, 0}).thresholds.size(), 1U);
}

}  // namespace
}  // namespace muster
