#include "metrics/calibration.h"

#include <gtest/gtest.h>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <limits>

#include "support/golden_rows.h"

namespace muster {
namespace {

using Confidences = std::vector<float>;
using Hits = std::vector<std::uint8_t>;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

TEST(Calibration, errors_and_brier_score_equal_their_references) {
  for (const auto& row : golden_rows("reliability", "calibration.json")) {
    const Confidences confidences = row["confidences"];
    const Hits hits = row["hits"];
    const ReliabilityTable table = reliability_table(confidences, hits);
    const std::string name = row["name"];
    ASSERT_EQ(table.bins.size(), kCalibrationBins);
    for (std::size_t bin = 0; bin < kCalibrationBins; ++bin)
      EXPECT_EQ(table.bins[bin].photos, row["counts"][bin]) << name;
    EXPECT_NEAR(expected_calibration_error(table).value_or(-1), row["expected"], 1e-9) << name;
    EXPECT_NEAR(maximum_calibration_error(table).value_or(-1), row["maximum"], 1e-9) << name;
    EXPECT_NEAR(debiased_calibration_error(table).value_or(-1), row["debiased"], 5e-4) << name;  // itself resampled
    EXPECT_NEAR(brier_score(confidences, hits).value_or(-1), row["brier"], 1e-9) << name;
    if (!row.contains("torchmetrics")) continue;
    EXPECT_NEAR(expected_calibration_error(table).value_or(-1), row["torchmetrics"]["l1"], 1e-9) << name;
    EXPECT_NEAR(maximum_calibration_error(table).value_or(-1), row["torchmetrics"]["max"], 1e-9) << name;
    EXPECT_NEAR(debiased_rms_calibration_error(table).value_or(-1), row["torchmetrics"]["debiased_l2"], 1e-9) << name;
  }
}

TEST(Calibration, by_chance_equals_outcomes_drawn_by_the_confidences) {
  for (const auto& row : golden_rows("reliability", "calibration.json")) {
    if (row["hits"].size() < 100) continue;  // too few for the normal approximation
    const ReliabilityTable table = reliability_table(Confidences(row["confidences"]), Hits(row["hits"]));
    EXPECT_NEAR(calibration_error_by_chance(table).value_or(-1) / row["by_chance"].get<double>(), 1, 0.02)
        << row["name"];
  }
}

TEST(Calibration, of_eight_photos_is_known) {
  const ReliabilityTable table = reliability_table(Confidences{0.95F, 0.85F, 0.75F, 0.65F, 0.55F, 0.99F, 0.33F, 0.60F},
                                                   Hits{1, 1, 0, 1, 0, 1, 0, 1});
  EXPECT_NEAR(expected_calibration_error(table).value_or(-1), 0.22375, 1e-7);
}

TEST(Calibration, closes_bins_at_the_right_and_puts_zero_into_the_first) {
  const ReliabilityTable table = reliability_table(Confidences{0, 0.2F, 0.25F, 0.4F, 1}, Hits(5, 1), 5);
  EXPECT_EQ(table.bins[0].photos, 2U);
  EXPECT_EQ(table.bins[1].photos, 2U);
  EXPECT_EQ(table.bins[4].photos, 1U);
}

TEST(Calibration, is_less_biased_where_corrected) {
  boost::random::mt19937_64 generator(1);
  boost::random::uniform_01<double> uniform;
  double plain = 0, debiased = 0, by_chance = 0;
  constexpr int kRuns = 200;
  for (int run = 0; run < kRuns; ++run) {
    Confidences confidences;
    Hits hits;
    for (int photo = 0; photo < 300; ++photo) {  // perfectly calibrated
      confidences.push_back(static_cast<float>(uniform(generator)));
      hits.push_back(uniform(generator) < confidences.back() ? 1 : 0);
    }
    const ReliabilityTable table = reliability_table(confidences, hits);
    plain += *expected_calibration_error(table) / kRuns;
    debiased += *debiased_calibration_error(table) / kRuns;
    by_chance += *calibration_error_by_chance(table) / kRuns;
  }
  EXPECT_GT(plain, 0.05);
  EXPECT_LT(debiased, 0.75 * plain);
  EXPECT_NEAR(by_chance, plain, 0.003);
}

TEST(Calibration, leaves_out_what_is_no_number) {
  const ReliabilityTable table = reliability_table(Confidences{kNan, 0.75F}, Hits{1, 1});
  EXPECT_EQ(table.not_a_number, 1U);
  EXPECT_EQ(table.photos, 1U);
  EXPECT_EQ(brier_score(Confidences{kNan, 0.75F}, Hits{1, 1}), 0.0625);
}

TEST(Calibration, of_nothing_is_undefined_and_of_one_photo_is_its_gap) {
  for (const Confidences& nothing : {Confidences{}, Confidences{kNan}}) {
    const ReliabilityTable table = reliability_table(nothing, Hits(nothing.size(), 1));
    EXPECT_FALSE(expected_calibration_error(table));
    EXPECT_FALSE(maximum_calibration_error(table));
    EXPECT_FALSE(debiased_calibration_error(table));
    EXPECT_FALSE(debiased_rms_calibration_error(table));
    EXPECT_FALSE(calibration_error_by_chance(table));
    EXPECT_FALSE(brier_score(nothing, Hits(nothing.size(), 1)));
  }
  const ReliabilityTable one = reliability_table(Confidences{0.75F}, Hits{1});
  EXPECT_EQ(expected_calibration_error(one), 0.25);
  EXPECT_EQ(debiased_calibration_error(one), 0.25);
  EXPECT_EQ(debiased_rms_calibration_error(one), 0.25);
}

}  // namespace
}  // namespace muster
