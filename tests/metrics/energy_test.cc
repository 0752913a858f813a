#include <gmock/gmock.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using std::chrono::seconds;
using testing::classified_run;
using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;
using testing::measurement_of;
using testing::one_limit;

/// A phone that takes 1 W idling, and 61 J in a minute in which the model ran 100 times, by a meter of steps of 1 J.
muster::Run metered(std::vector<EnergySpan> idle = {{seconds(60), 60, 1, 0}}) {
  muster::Run run = classified_run(100, 100);
  EnergyRun energy;
  energy.origin = Origin::kDevice;
  energy.device = {"Pixel 8", "Android 15", "LiteRT 2.3", "gpu", "2026-05-12"};
  energy.accelerator = "gpu";
  energy.meter = "battery's charge";
  energy.spans = std::move(idle);
  energy.spans.push_back({seconds(60), 160, 1, 100});
  run.energy_runs = {energy};
  return run;
}

TEST(MeasuredEnergy, is_that_of_the_work_less_idling) {
  const Measurement energy = measurement_of(judge(metered(), default_budget()), "energy_mj");
  EXPECT_EQ(energy.origin, Origin::kDevice);
  EXPECT_EQ(energy.accelerator, "gpu");
  EXPECT_NEAR(energy.estimate.value, 1000, 1e-9);  // (160 − 60) J of 100
  EXPECT_NEAR(*energy.estimate.low, 980, 1e-9);    // 159 − 61
  EXPECT_NEAR(*energy.estimate.high, 1020, 1e-9);  // 161 − 59
  EXPECT_THAT(energy.note, HasSubstr("less what idling takes"));
}

TEST(MeasuredEnergy, has_the_span_of_idling_before_and_after) {
  const Measurement energy =
      measurement_of(judge(metered({{seconds(60), 60, 0, 0}, {seconds(60), 90, 0, 0}}), default_budget()), "energy_mj");
  EXPECT_NEAR(energy.estimate.value, 850, 1e-9);
  EXPECT_NEAR(*energy.estimate.low, 690, 1e-9);    // 159 − 90
  EXPECT_NEAR(*energy.estimate.high, 1010, 1e-9);  // 161 − 60
}

TEST(MeasuredEnergy, without_idling_is_an_upper_bound) {
  const Measurement energy = measurement_of(judge(metered({}), default_budget()), "energy_mj");
  EXPECT_NEAR(energy.estimate.value, 1600, 1e-9);
  EXPECT_EQ(energy.estimate.low, 0);
  EXPECT_THAT(energy.note, HasSubstr("idling was not measured"));
}

TEST(MeasuredEnergy, decides_a_limit_where_an_estimate_does_not) {
  EXPECT_EQ(testing::outcome_of(metered(), one_limit("energy_mj", 1100, 1100)), Outcome::kPass);
  EXPECT_EQ(testing::outcome_of(metered(), one_limit("energy_mj", 900, 900)), Outcome::kFail);
  EXPECT_EQ(testing::outcome_of(metered(), one_limit("energy_mj", 1000, 1000)), Outcome::kInconclusive);
  muster::Run estimated = metered();
  estimated.energy_runs.clear();
  EXPECT_EQ(testing::outcome_of(estimated, one_limit("energy_mj", 1100, 1100)), Outcome::kInconclusive);
  muster::Run host = metered();
  host.energy_runs[0].origin = Origin::kHost;
  const Finding of_host = finding_of(judge(host, one_limit("energy_mj", 1100, 1100)), "energy_mj");
  EXPECT_EQ(of_host.outcome, Outcome::kInconclusive);
  EXPECT_THAT(of_host.advice, HasSubstr("--energy SECONDS"));
}

TEST(BatteryPerHour, is_the_share_of_the_battery_at_the_stated_use) {
  muster::Run run = metered();
  run.battery_mwh = 18'000;
  run.duty_per_second = 9;
  const Measurement use = measurement_of(judge(run, default_budget()), "battery_percent_per_hour");
  EXPECT_NEAR(use.estimate.value, 50, 1e-9);  // 9 W of 18 Wh
  EXPECT_EQ(use.unit, "%/h");
  EXPECT_THAT(finding_of(judge(run, one_limit("battery_percent_per_hour", 10, 20)), "battery_percent_per_hour").summary,
              HasSubstr("50.0 %/h [49.0, 51.0] is in the bad range (over 20 %/h)"));
  run.duty_per_second.reset();
  EXPECT_THAT(finding_of(judge(run, one_limit("battery_percent_per_hour", 10, 20)), "battery_percent_per_hour").advice,
              HasSubstr("--duty"));
}

TEST(MeasuredEnergy, of_several_devices_is_that_of_the_one_that_takes_most_or_of_those_asked_for) {
  muster::Run run = metered();
  EnergyRun hungry = run.energy_runs[0];
  hungry.device.name = "samsung Galaxy A14";
  hungry.accelerator = "cpu";
  hungry.spans.back().joules = 360;  // 3,000 mJ above idling
  run.energy_runs.push_back(hungry);
  EXPECT_NEAR(measurement_of(judge(run, default_budget()), "energy_mj").estimate.value, 3000, 1e-9);
  std::swap(run.energy_runs[0], run.energy_runs[1]);
  EXPECT_NEAR(measurement_of(judge(run, default_budget()), "energy_mj").estimate.value, 3000, 1e-9);
  Budget budget = one_limit("energy_mj", 1100, 1100);
  EXPECT_EQ(testing::outcome_of(run, budget), Outcome::kFail);
  budget.devices = {"Pixel 8"};
  EXPECT_EQ(testing::outcome_of(run, budget), Outcome::kPass);
  budget.devices = {"Pixel 8", "Galaxy A14"};
  EXPECT_EQ(testing::outcome_of(run, budget), Outcome::kFail);
  budget.devices = {"Pixel 9"};
  EXPECT_EQ(testing::outcome_of(run, budget), Outcome::kInconclusive) << "an estimate is of no device";
  budget.devices.clear();
  budget.limits[0].accelerator = "gpu";
  EXPECT_EQ(testing::outcome_of(run, budget), Outcome::kPass);
}

TEST(MeasuredEnergy, of_a_desktop_proves_nothing_of_a_phone) {
  muster::Run run = metered();
  const EnergyRun phone = run.energy_runs[0];
  run.energy_runs[0].device.os = "Linux 6.1 x86_64";
  const Finding finding = finding_of(judge(run, one_limit("energy_mj", 1100, 1100)), "energy_mj");
  EXPECT_EQ(finding.outcome, Outcome::kInconclusive);
  EXPECT_THAT(finding.summary, HasSubstr("a desktop's processor"));
  run.energy_runs.push_back(phone);
  run.energy_runs[1].spans.back().joules = 360;
  EXPECT_EQ(testing::outcome_of(run, one_limit("energy_mj", 1100, 1100)), Outcome::kFail) << "the phone takes most";
}

}  // namespace
}  // namespace muster
