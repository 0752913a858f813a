#include <gtest/gtest.h>

#include "base/statistics.h"
#include "metrics/decision_flips.h"
#include "support/golden_rows.h"
#include "support/run_builder.h"

namespace muster {
namespace {

using testing::classified_run;
using testing::measurement_of;

muster::Run beside(const DecisionFlips& flips, const Unanswered& unanswered = {}) {
  muster::Run run = classified_run(90, 100);
  run.reference = BesideReference{"reference.tflite", "", flips, unanswered, false};
  return run;
}

TEST(BesideReference, accuracy_loss_is_tangos_of_the_golden_statistics) {
  for (const auto& row : golden_rows("paired")) {
    const DecisionFlips flips{row["n"], row["only_first"], row["only_second"], 0};
    const Measurement loss = measurement_of(judge(beside(flips), {}), "accuracy_loss");
    const double changed = static_cast<double>(row["only_first"]) - static_cast<double>(row["only_second"]);
    EXPECT_DOUBLE_EQ(loss.estimate.value, changed / static_cast<double>(row["n"])) << row;
    EXPECT_NEAR(loss.estimate.low.value(), row["tango"][0], 1e-7) << row;
    EXPECT_NEAR(loss.estimate.high.value(), row["tango"][1], 1e-7) << row;
    EXPECT_EQ(loss.estimate.count, flips.photos);
    EXPECT_EQ(loss.unit, "fraction");
  }
}

TEST(BesideReference, flip_rate_is_of_all_changed_decisions) {
  const Measurement rate = measurement_of(judge(beside({500, 5, 4, 4}), {}), "flip_rate");
  const Interval wilson = wilson_interval(13, 500, 0.95);
  EXPECT_DOUBLE_EQ(rate.estimate.value, 0.026);
  EXPECT_DOUBLE_EQ(rate.estimate.low.value(), wilson.low);
  EXPECT_DOUBLE_EQ(rate.estimate.high.value(), wilson.high);
  EXPECT_TRUE(rate.note.empty());
}

TEST(BesideReference, photos_without_an_answer_widen_both_intervals_to_the_worst_and_the_best) {
  const ModelReport report = judge(beside({490, 5, 4, 4}, {.unreadable = 10}), {});
  const Measurement rate = measurement_of(report, "flip_rate"), loss = measurement_of(report, "accuracy_loss");
  EXPECT_DOUBLE_EQ(rate.estimate.low.value(), wilson_interval(13, 500, 0.95).low);
  EXPECT_DOUBLE_EQ(rate.estimate.high.value(), wilson_interval(23, 500, 0.95).high);
  EXPECT_DOUBLE_EQ(loss.estimate.low.value(), accuracy_loss_of({500, 5, 14, 0}, 0.95).low.value());
  EXPECT_DOUBLE_EQ(loss.estimate.high.value(), accuracy_loss_of({500, 15, 4, 0}, 0.95).high.value());
  EXPECT_EQ(loss.note, "photos without an answer leave it open");
}

TEST(BesideReference, of_photos_in_groups_says_that_they_count_as_single) {
  muster::Run run = beside({100, 1, 0, 0});
  run.dataset.group.name = "video";
  run.dataset.group.values = {"one", "two"};
  for (std::uint32_t i = 0; i < 100; ++i) run.dataset.group.indices.push_back(i % 2);
  EXPECT_EQ(measurement_of(judge(run, {}), "flip_rate").note, "interval of single photos, not of groups");
}

TEST(BesideReference, is_nothing_without_a_reference) {
  const ModelReport report = judge(classified_run(90, 100), {});
  EXPECT_EQ(find_measurement(report, "accuracy_loss"), nullptr);
  EXPECT_EQ(find_measurement(report, "flip_rate"), nullptr);
}

TEST(BesideReference, goes_where_samples_are_taken_out) {
  muster::Run run = beside({100, 0, 0, 0});
  remove_samples(run, std::vector<bool>(100));
  EXPECT_FALSE(run.reference);
}

}  // namespace
}  // namespace muster
