#include "metrics/stress.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "metrics/metrics.h"
#include "support/message_of.h"
#include "support/stressed_run.h"

namespace muster {
namespace {

using testing::stressed_run;

/// Blur takes every second photo of each class at severities 4 and 5; glare takes none.
bool half_lost_to_blur(std::uint32_t photo, std::size_t kind, int severity) {
  return kind != 0 || severity < 4 || photo % 4 < 2;
}

Estimate drop(const muster::Run& run, std::string_view name) {
  const auto measured = measure(parse_metric_name(name).value(), run, nullptr, 0.95, false);
  EXPECT_TRUE(measured.has_value()) << name;
  return measured ? measured->estimate : Estimate{};
}

TEST(Stress, drop_is_the_mean_over_kinds_and_severities_of_the_same_photos) {
  const muster::Run run = stressed_run(80, {"blur", "glare"}, half_lost_to_blur);
  const Estimate blur = drop(run, "stress_drop/blur"), all = drop(run, "stress_drop"),
                 glare = drop(run, "stress_drop/glare");
  EXPECT_DOUBLE_EQ(blur.value, 0.2);  // half of the photos, at two of five severities
  EXPECT_DOUBLE_EQ(all.value, 0.1);
  EXPECT_DOUBLE_EQ(glare.value, 0);
  EXPECT_EQ(all.count, 80U);
  EXPECT_LT(*blur.low, 0.2);
  EXPECT_GT(*blur.low, 0.14);
  EXPECT_GT(*blur.high, 0.2);
  EXPECT_LT(*blur.high, 0.26);
  EXPECT_LT(*glare.low, 0);  // all alike: what was not seen may be
  EXPECT_GT(*glare.high, 0);
  EXPECT_LT(*glare.high, 0.06);
}

TEST(Stress, curve_has_each_kind_and_severity_with_its_interval) {
  const auto view = view_stress(stressed_run(80, {"blur", "glare"}, half_lost_to_blur));
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->clean.value, 1);
  EXPECT_EQ(view->kinds[0].accuracy[2].value, 1);
  EXPECT_EQ(view->kinds[0].accuracy[3].value, 0.5);
  EXPECT_NEAR(*view->kinds[0].accuracy[3].low, 0.3934, 1e-3);  // Wilson, 40 of 80
  EXPECT_NEAR(*view->kinds[0].accuracy[3].high, 0.6066, 1e-3);
  EXPECT_EQ(view->kinds[view->hardest].kind, "blur");
  EXPECT_TRUE(view->surely_hardest);
}

TEST(Stress, hardest_kind_is_not_surely_so_where_another_is_as_hard) {
  const auto alike = [](std::uint32_t photo, std::size_t kind, int) { return (photo / 2 + kind) % 2 == 0; };
  const auto view = view_stress(stressed_run(80, {"blur", "glare"}, alike));
  EXPECT_FALSE(view->surely_hardest);
}

TEST(Stress, classes_collapse_that_surely_lose_more_than_half) {
  const auto dogs_lost = [](std::uint32_t photo, std::size_t, int severity) { return photo % 2 == 0 || severity == 1; };
  const auto view = view_stress(stressed_run(60, {"blur"}, dogs_lost));
  EXPECT_EQ(view->classes_looked_at, 2U);
  ASSERT_EQ(view->collapsed.size(), 1U);
  EXPECT_EQ(view->collapsed[0].name, "dog");
  EXPECT_EQ(view->collapsed[0].photos, 30U);
  EXPECT_EQ(view->collapsed[0].clean_recall, 1);
  EXPECT_NEAR(view->collapsed[0].recall, 0.2, 1e-12);
  EXPECT_EQ(view_stress(stressed_run(18, {"blur"}, dogs_lost))->classes_looked_at, 0U);  // nine photos a class
}

TEST(Stress, honours_class_groups) {
  muster::Run run = stressed_run(40, {"blur"}, [](auto, auto, int) { return false; });
  EXPECT_EQ(drop(run, "stress_drop").value, 1);
  run.class_groups = {{"pet", {0, 1}}};
  EXPECT_EQ(drop(run, "stress_drop").value, 0);
}

TEST(Stress, interval_of_groups_of_photos_is_wider) {
  muster::Run run = stressed_run(80, {"blur"}, [](std::uint32_t photo, auto, int) { return photo / 8 % 2 == 0; });
  const Estimate single = drop(run, "stress_drop");
  run.dataset.group.name = "video";
  for (std::uint32_t i = 0; i < 80; ++i) run.dataset.group.indices.push_back(i / 8);
  for (int i = 0; i < 10; ++i) run.dataset.group.values.push_back(fmt::format("v{}", i));
  const Estimate grouped = drop(run, "stress_drop");
  EXPECT_EQ(grouped.value, single.value);
  EXPECT_LT(*grouped.low, *single.low - 0.05);
  EXPECT_GT(*grouped.high, *single.high + 0.05);
}

TEST(Stress, leaves_out_photos_that_were_not_degraded_in_every_way) {
  muster::Run run = stressed_run(40, {"blur"}, [](std::uint32_t photo, auto, int) { return photo < 20; });
  for (std::size_t i = 20; i < 40; ++i) run.stress->states[i * 5 + 4] = PhotoState::kPending;
  run.stress->states[20 * 5] = PhotoState::kUnreadable;
  run.stress->states[0] = PhotoState::kFailed;
  const auto view = view_stress(run);
  EXPECT_EQ(view->photos, 20U);
  EXPECT_EQ(view->planned, 40U);
  EXPECT_NEAR(view->drop.value, 1.0 / 5 / 20, 1e-12);  // an answer at which the process ended is wrong
  EXPECT_EQ(stress_gaps(run).pending, 20U);
  EXPECT_EQ(stress_gaps(run).failed, 1U);
}

TEST(Stress, leaves_out_photos_that_leak) {
  muster::Run run = stressed_run(40, {"blur"}, [](std::uint32_t photo, auto, int) { return photo < 20; });
  for (std::size_t i = 20; i < 40; ++i) run.predictions.states[i] = PhotoState::kSetAside;
  EXPECT_EQ(view_stress(run)->photos, 20U);
  EXPECT_EQ(drop(run, "stress_drop").value, 0);
}

TEST(Stress, is_not_there_without_degraded_photos) {
  muster::Run run = testing::classified_run(4, 4);
  EXPECT_FALSE(view_stress(run).has_value());
  EXPECT_FALSE(measure(*parse_metric_name("stress_drop"), run, nullptr, 0.95, false).has_value());
  run.stress.emplace();
  EXPECT_FALSE(view_stress(run).has_value());
  run = stressed_run(4, {"blur"}, half_lost_to_blur);
  EXPECT_FALSE(measure(*parse_metric_name("stress_drop/rain"), run, nullptr, 0.95, false).has_value());
}

TEST(Stress, names_of_kinds_are_read_and_written) {
  const auto name = parse_metric_name("stress_drop/motion_blur");
  ASSERT_TRUE(name.has_value()) << message_of(name);
  EXPECT_EQ(name->kind, "motion_blur");
  EXPECT_EQ(name->class_name, "");
  EXPECT_EQ(to_string(*name), "stress_drop/motion_blur");
  EXPECT_FALSE(parse_metric_name("stress_drop/").has_value());
  EXPECT_FALSE(parse_metric_name("stress_drop/KIND/x@light=night").has_value());
}

}  // namespace
}  // namespace muster
