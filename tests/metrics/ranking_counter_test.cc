#include "metrics/ranking_counter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/random/mersenne_twister.hpp>
#include <cmath>
#include <limits>

namespace muster {
namespace {

using testing::ElementsAre;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Scores of one class.
struct Column {
  std::vector<float> scores;
  std::vector<std::uint8_t> positive;
};

RankingCounter counted(const std::vector<Column>& columns) {
  RankingCounter counter(static_cast<std::uint32_t>(columns.size()));
  for (const int pass : {1, 2}) {
    for (std::uint32_t index = 0; index < columns.size(); ++index) {
      for (std::size_t row = 0; row < columns[index].scores.size(); ++row) {
        const float score = columns[index].scores[row];
        const bool positive = columns[index].positive[row] != 0;
        if (pass == 2) counter.count(index, score, positive);
        if (pass == 1 && positive) counter.add_positive(index, score);
      }
    }
    if (pass == 1) counter.end_positives();
  }
  return counter;
}

/// Scores of `levels` values and a few that are no numbers.
std::vector<Column> random_columns(std::uint32_t classes, std::uint32_t rows, std::uint64_t levels) {
  boost::random::mt19937_64 generator(5);
  std::vector<Column> columns(classes);
  for (Column& column : columns) {
    for (std::uint32_t row = 0; row < rows; ++row) {
      const auto level = static_cast<float>(generator() % levels) / static_cast<float>(levels);
      const std::uint64_t special = generator() % 100;
      column.scores.push_back(special == 0 ? kNan : special == 1 ? kInfinity : special == 2 ? -kInfinity : level);
      column.positive.push_back(generator() % 10 == 0 ? 1 : 0);
    }
  }
  return columns;
}

TEST(RankingCounter, equals_the_ranking_of_all_scores) {
  for (const std::uint64_t levels : {1U, 7U, 100'000U}) {
    const std::vector<Column> columns = random_columns(40, 150, levels);
    const RankingCounter counter = counted(columns);
    for (std::uint32_t index = 0; index < columns.size(); ++index) {
      const RankingCurve whole = ranking_curve(columns[index].scores, columns[index].positive);
      const RankingCurve corners = counter.curve(index);
      EXPECT_EQ(corners.positives, whole.positives);
      EXPECT_EQ(corners.negatives, whole.negatives);
      EXPECT_EQ(corners.not_a_number, whole.not_a_number);
      EXPECT_EQ(average_precision(corners), average_precision(whole));
      EXPECT_DOUBLE_EQ(roc_area(corners).value_or(-1), roc_area(whole).value_or(-1));
      for (const double beta : {0.5, 1.0, 2.0}) {
        EXPECT_EQ(best_f_beta(corners, beta)->value, best_f_beta(whole, beta)->value);
        EXPECT_EQ(best_f_beta(corners, beta)->threshold, best_f_beta(whole, beta)->threshold);
      }
      for (std::size_t row = 0; row < columns[index].scores.size(); ++row) {
        if (columns[index].positive[row] == 0) continue;
        const float score = columns[index].scores[row];
        EXPECT_EQ(precision_of(counts_at(corners, score)), precision_of(counts_at(whole, score)));
        EXPECT_EQ(recall_of(counts_at(corners, score)), recall_of(counts_at(whole, score)));
      }
    }
  }
}

TEST(RankingCounter, keeps_the_corners_of_a_curve_only) {
  const RankingCounter counter = counted({{{0.5F, 0.6F, 0.7F, 0.5F, 0.1F, 0.2F}, {1, 0, 0, 0, 0, 0}}});
  const RankingCurve curve = counter.curve(0);
  EXPECT_THAT(curve.thresholds, ElementsAre(std::nextafter(0.5F, 1.0F), 0.5F, -kInfinity));
  EXPECT_THAT(curve.true_positives, ElementsAre(0U, 1U, 1U));
  EXPECT_THAT(curve.false_positives, ElementsAre(2U, 3U, 5U));
}

TEST(RankingCounter, of_a_class_without_positives_or_without_rows_is_undefined) {
  const RankingCounter counter = counted({{{0.5F, 0.5F}, {0, 0}}, {}, {{0.5F, kNan}, {1, 1}}});
  EXPECT_FALSE(average_precision(counter.curve(0)));
  EXPECT_EQ(counter.curve(0).negatives, 2U);
  EXPECT_FALSE(roc_area(counter.curve(1)));
  EXPECT_FALSE(roc_area(counter.curve(2)));
  EXPECT_EQ(average_precision(counter.curve(2)), 0.5);
}

TEST(RankingCounter, of_a_thousand_classes_and_a_million_photos_stays_small) {
  constexpr std::uint32_t kClasses = 1000, kPhotos = 1'000'000;
  RankingCounter counter(kClasses);
  for (std::uint32_t photo = 0; photo < kPhotos; ++photo)
    counter.add_positive(photo % kClasses, static_cast<float>(photo) / kPhotos);
  counter.end_positives();
  const std::uint64_t before = counter.memory_bytes();
  for (std::uint32_t photo = 0; photo < 1000; ++photo)
    for (std::uint32_t index = 0; index < kClasses; ++index)
      counter.count(index, static_cast<float>(photo) / 1000, photo % kClasses == index);
  EXPECT_EQ(counter.memory_bytes(), before);  // which grows with positives only
  EXPECT_LT(before, 100'000'000U);
}

}  // namespace
}  // namespace muster
