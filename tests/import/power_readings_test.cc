#include "muster/power_reading.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/temporary_file.h"

namespace muster {
namespace {

using testing::Contains;
using testing::HasSubstr;

std::vector<PowerReading> readings_of(std::string_view text) {
  const TemporaryFile file(text, ".txt");
  const auto readings = read_power_readings(file.path());
  EXPECT_TRUE(readings) << (readings ? "" : readings.error().message);
  return readings && *readings ? **readings : std::vector<PowerReading>{};
}

std::string error_of(std::string_view text) {
  const TemporaryFile file(text, ".txt");
  const auto readings = read_power_readings(file.path());
  return readings ? "" : readings.error().message;
}

TEST(PowerReadings, of_a_text_that_is_none_are_none) {
  const TemporaryFile file("hello\n", ".txt");
  const auto readings = read_power_readings(file.path());
  ASSERT_TRUE(readings);
  EXPECT_FALSE(readings->has_value());
}

TEST(PowerReadings, of_android_take_keys_as_they_stand) {
  const auto readings = readings_of(
      "Current Battery Service state:\n  USB powered: true\n  Charge counter: 3376000\n  status: 3\n  level: 80\n"
      "  scale: 100\n  voltage: 4200\n  temperature: -25\n  Capacity level: 3\n  charge counter: 1\n");
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].level_percent, 80);
  EXPECT_EQ(readings[0].charge_mah, 3376);
  EXPECT_EQ(readings[0].temperature_celsius, -2.5);
  EXPECT_EQ(readings[0].charging, Charging::kDischarging);
  EXPECT_TRUE(readings[0].plugged);
  EXPECT_TRUE(readings[0].remarks.empty());
}

TEST(PowerReadings, of_android_with_two_levels_are_refused) {
  EXPECT_THAT(error_of("Current Battery Service state:\n  level: 80\n  level: 81\n"),
              HasSubstr(":3: level: is stated twice, and differs"));
}

TEST(PowerReadings, of_a_current_have_the_sign_of_what_the_battery_does) {
  const auto drawn = [](std::string_view status, std::string_view current) {
    return readings_of(fmt::format("POWER_SUPPLY_STATUS={}\nPOWER_SUPPLY_CURRENT_NOW={}\n", status, current))[0];
  };
  EXPECT_EQ(drawn("Discharging", "-386000").drawn_amperes, 0.386);
  EXPECT_TRUE(drawn("Discharging", "-386000").remarks.empty());
  EXPECT_EQ(drawn("Discharging", "386000").drawn_amperes, 0.386);
  EXPECT_THAT(drawn("Discharging", "386000").remarks, Contains(HasSubstr("reverse of the sign")));
  EXPECT_EQ(drawn("Charging", "-386000").drawn_amperes, -0.386);
  const PowerReading unknown = drawn("Unknown", "-386000");
  EXPECT_FALSE(unknown.drawn_amperes);
  EXPECT_THAT(unknown.remarks, Contains(HasSubstr("sign of the current cannot be told")));
}

TEST(PowerReadings, of_two_batteries_in_one_file_are_refused) {
  EXPECT_THAT(error_of("POWER_SUPPLY_STATUS=Full\nPOWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_NAME=BAT1\n"),
              HasSubstr(":3: NAME is stated twice"));
}

TEST(PowerReadings, of_a_counter_tell_its_finest_step) {
  const auto step = [](std::string_view counter) {
    return readings_of(fmt::format("POWER_SUPPLY_STATUS=Discharging\nPOWER_SUPPLY_CHARGE_COUNTER={}\n", counter))[0]
        .charge_step_mah;
  };
  EXPECT_EQ(step("3376000"), 1);
  EXPECT_EQ(step("1528169"), 0.001);
}

TEST(PowerReadings, of_batterystats_are_a_section_each) {
  const auto readings = readings_of(
      "Statistics since last charge:\n  Time on battery: 1h 1m 31s 254ms (99.7%) realtime\n  Discharge: 410 mAh\n"
      "  Estimated power use (mAh):\n    Capacity: 5661, Computed drain: 410, actual drain: 113-170\n    Global\n"
      "      cpu: 195 apps: 195\n\nStatistics since last unplugged:\n  Time on battery: 5s 1ms (1%) realtime\n");
  ASSERT_EQ(readings.size(), 2U);
  EXPECT_EQ(readings[0].discharge->on_battery, std::chrono::milliseconds(3'691'254));
  EXPECT_EQ(readings[0].discharge->discharged_mah, 410);
  EXPECT_EQ(readings[0].discharge->actual_high_mah, 170);
  EXPECT_THAT(readings[0].discharge->parts_mah, Contains(std::pair(std::string("cpu"), 195.0)));
  EXPECT_EQ(readings[1].discharge->on_battery, std::chrono::milliseconds(5001));
}

TEST(PowerReadings, of_batterystats_with_figures_that_cannot_be_are_refused) {
  const std::string begin = "Statistics since last charge:\n  Time on battery: 1h\n";
  EXPECT_THAT(error_of(begin + "  Discharge: 410\n"), HasSubstr(":3: '410' is not in mAh"));
  EXPECT_THAT(error_of(begin + "Capacity: 1, Computed drain: 4, actual drain: 170-113\n"),
              HasSubstr(":3: the actual drain"));
  EXPECT_THAT(error_of("Statistics since x:\n  Time on battery: soon\n"), HasSubstr(":2: 'soon' is no duration"));
}

TEST(PowerReadings, of_a_rail_meter_are_its_rails_and_their_sum) {
  const auto readings = readings_of("t=473848\nCH42(T=473848)[TPU], 3000000\nCH1(T=473848)[MODEM], 1500000\n");
  EXPECT_EQ(readings[0].energy_joules, 4.5);
  EXPECT_EQ(readings[0].rails_joules.size(), 2U);
}

TEST(PowerReadings, of_rapl_are_whole_packages) {
  const std::string zone = "/sys/devices/virtual/powercap/intel-rapl/intel-rapl:";
  const auto readings =
      readings_of(zone + "0/name:package-0\n" + zone + "0/energy_uj:12500000\n" + zone +
                  "0/intel-rapl:0:0/energy_uj:3\n" + zone + "1/name:psys\n" + zone + "1/energy_uj:77\n");
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].rails_joules, (std::vector<std::pair<std::string, double>>{{"package-0", 12.5}}));
  EXPECT_EQ(readings[0].tool, "RAPL");
  EXPECT_THAT(error_of(zone + "0/energy_uj:1\n" + zone + "0/energy_uj:2\n"),
              HasSubstr(":2: /energy_uj: is stated twice"));
  EXPECT_THAT(error_of(zone + "0/energy_uj:many\n"), HasSubstr(":1: 'many'"));
}

TEST(PowerReadings, leave_out_what_cannot_be_with_a_remark) {
  const auto readings = readings_of(
      "POWER_SUPPLY_STATUS=Discharging\nPOWER_SUPPLY_VOLTAGE_NOW=4000\nPOWER_SUPPLY_CAPACITY=5000\n"
      "POWER_SUPPLY_TEMP=-9999999\nPOWER_SUPPLY_CURRENT_NOW=100000000000000000000\n");
  EXPECT_FALSE(readings[0].volts || readings[0].level_percent || readings[0].temperature_celsius ||
               readings[0].drawn_amperes);
  EXPECT_THAT(readings[0].remarks, Contains(HasSubstr("0.004 V: none of a battery")));
}

}  // namespace
}  // namespace muster
