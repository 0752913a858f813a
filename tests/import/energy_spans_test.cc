#include <fmt/format.h>
#include <gmock/gmock.h>

#include "muster/power_reading.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::HasSubstr;
using Seconds = std::chrono::duration<double>;

class EnergyOf : public testing::Test {
 protected:
  std::filesystem::path battery(double microampere_hours, int millivolts = 4000,
                                std::string_view more = "  status: 3\n") {
    return folder.write_text(fmt::format("b{}.txt", ++files),
                             fmt::format("Current Battery Service state:\n  Charge counter: {:.0f}\n{}  level: 80\n"
                                         "  voltage: {}\n  temperature: 250\n",
                                         microampere_hours, more, millivolts));
  }

  TempFolder folder;
  int files = 0;
};

TEST_F(EnergyOf, a_batterys_charge_is_that_times_its_mean_voltage) {
  const auto a = battery(3'000'000), b = battery(2'990'000), c = battery(2'960'000, 3900);
  const auto run = energy_of({{a, b, Seconds(300), 0}, {b, c, Seconds(300), 6000}});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->meter, "battery's charge");
  ASSERT_EQ(run->spans.size(), 2U);
  EXPECT_NEAR(run->spans[0].joules, 10 * 3.6 * 4, 1e-9);
  EXPECT_NEAR(run->spans[0].step_joules, 10 * 3.6 * 4, 1e-9) << "both counters are whole tens of mAh";
  EXPECT_NEAR(run->spans[1].joules, 30 * 3.6 * 3.95, 1e-9);
  EXPECT_EQ(run->spans[1].inferences, 6000U);
}

TEST_F(EnergyOf, rails_are_summed_and_come_first) {
  const auto a = folder.write_text("a.txt", "CH1(T=1)[CPU], 1000000\nCH2(T=1)[GPU], 500000\n");
  const auto b = folder.write_text("b.txt", "CH1(T=9)[CPU], 4000000\nCH2(T=9)[GPU], 700000\n");
  const auto run = energy_of({{a, b, Seconds(8), 100}});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->meter, "rails");
  EXPECT_NEAR(run->spans[0].joules, 3.2, 1e-9);
}

TEST_F(EnergyOf, a_device_that_is_charged_or_plugged_in_is_refused) {
  for (const char* more : {"  status: 2\n", "  status: 5\n", "  status: 3\n  USB powered: true\n"}) {
    const auto run = energy_of({{battery(3e6), battery(2.9e6, 4000, more), Seconds(300), 100}});
    ASSERT_FALSE(run) << more;
    EXPECT_THAT(run.error().message, HasSubstr("plugged in or charging"));
  }
}

TEST_F(EnergyOf, a_counter_that_stands_still_or_goes_back_is_refused) {
  EXPECT_THAT(energy_of({{battery(3e6), battery(3e6), Seconds(300), 100}}).error().message,
              HasSubstr("moved by less than its finest step"));
  EXPECT_THAT(energy_of({{battery(2.9e6), battery(3e6), Seconds(300), 100}}).error().message,
              HasSubstr("the other way"));
  EXPECT_TRUE(
      energy_of({{battery(3e6), battery(3e6), Seconds(300), 0}, {battery(3e6), battery(2.9e6), Seconds(300), 9}}));
}

TEST_F(EnergyOf, a_power_that_is_always_the_same_leaves_nothing_however_its_sums_are_rounded) {
  const PowerReading reading = [] {
    PowerReading steady;
    steady.tool = "power_supply", steady.drawn_amperes = 0.5, steady.volts = 4.1;
    return steady;
  }();
  for (double seconds = 1; seconds < 2; seconds += 0.0123) {
    const auto run = energy_of({ReadingSpan{reading, reading, Seconds(seconds / 3), 0},
                                ReadingSpan{reading, reading, Seconds(seconds), 10},
                                ReadingSpan{reading, reading, Seconds(seconds / 7), 0}});
    ASSERT_FALSE(run) << seconds;
    EXPECT_THAT(run.error().message, HasSubstr("idling took as much as the work"));
  }
}

TEST_F(EnergyOf, what_is_no_reading_or_has_no_work_is_refused) {
  const auto text = folder.write_text("x.txt", "hello\n");
  EXPECT_THAT(energy_of({{text, text, Seconds(1), 1}}).error().message, HasSubstr("x.txt: not one reading"));
  EXPECT_THAT(energy_of({{battery(3e6), battery(2.9e6), Seconds(1), 0}}).error().message,
              HasSubstr("no span in which"));
  const auto rails = folder.write_text("r.txt", "CH1(T=1)[CPU], 1000000\n");
  EXPECT_THAT(energy_of({{rails, battery(3e6), Seconds(1), 1}}).error().message, HasSubstr("of different kinds"));
  const auto other = folder.write_text("o.txt", "CH1(T=9)[GPU], 4000000\n");
  EXPECT_THAT(energy_of({{rails, other, Seconds(1), 1}}).error().message, HasSubstr("no meter that all"));
  const auto less = folder.write_text("l.txt", "CH1(T=9)[CPU], 400000\n");
  EXPECT_FALSE(energy_of({{rails, less, Seconds(1), 1}})) << "a rail that counts backwards";
}

TEST_F(EnergyOf, work_that_took_no_more_than_idling_is_refused) {
  EXPECT_THAT(
      energy_of({{battery(3e6), battery(2.98e6), Seconds(300), 0}, {battery(2.98e6), battery(2.96e6), Seconds(300), 9}})
          .error()
          .message,
      HasSubstr("nothing is left for the model"));
}

TEST_F(EnergyOf, a_counter_that_is_made_of_the_level_is_as_coarse_as_that) {
  const auto at = [&](double microampere_hours, int level) {
    return folder.write_text(fmt::format("l{}.txt", ++files),
                             fmt::format("Current Battery Service state:\n  Charge counter: {:.0f}\n  level: {}\n"
                                         "  voltage: 4000\n  status: 3\n",
                                         microampere_hours, level));
  };
  const auto made = energy_of({{at(2'799'121, 81), at(2'695'450, 78), Seconds(900), 6000}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_NEAR(made->spans[0].step_joules, 34.557 * 3.6 * 4, 1) << "a hundredth of 3,456 mAh";
  const auto counted = energy_of({{at(2'799'121, 81), at(2'707'313, 78), Seconds(900), 6000}});
  EXPECT_NEAR(counted->spans[0].step_joules, 3.6 * 4, 1e-9) << "a milliampere-hour: gauges count no finer";
}

TEST_F(EnergyOf, rapl_counters_are_summed_and_begin_anew_after_their_range) {
  const auto counters = [&](std::uint64_t first, std::uint64_t second) {
    return folder.write_text(
        fmt::format("r{}.txt", ++files),
        fmt::format("/sys/class/powercap/intel-rapl:0/energy_uj:{}\n/sys/class/powercap/intel-rapl:0/"
                    "max_energy_range_uj:262143328850\n/sys/class/powercap/intel-rapl:0:0/energy_uj:99\n"
                    "/sys/class/powercap/intel-rapl:1/energy_uj:{}\n/sys/class/powercap/intel-rapl:1/"
                    "max_energy_range_uj:262143328850\n",
                    first, second));
  };
  const auto run = energy_of({{counters(262'143'000'000, 5'000'000), counters(1'671'150, 9'000'000), Seconds(2), 100}});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->meter, "RAPL");
  EXPECT_NEAR(run->spans[0].joules, 2 + 4, 1e-4);
  EXPECT_NEAR(run->spans[0].step_joules, 1e-3, 1e-12);
  const auto long_ago = energy_of({{counters(1'000'000, 0), counters(91'000'000, 9), Seconds(3600), 100}});
  EXPECT_THAT(long_ago.error().message, HasSubstr("begun anew more than once in 3600 s: read it every 524 s"));
}

TEST_F(EnergyOf, a_counter_that_was_reset_gives_more_than_any_device_takes) {
  EXPECT_THAT(energy_of({{battery(3e6), battery(1e6), Seconds(2), 100}}).error().message,
              HasSubstr("W, more than any device takes"));
}

TEST_F(EnergyOf, a_battery_that_does_not_count_is_its_mean_power_over_the_time) {
  const auto at = [&](int microamperes) {
    return folder.write_text(fmt::format("p{}.txt", ++files),
                             fmt::format("POWER_SUPPLY_STATUS=Discharging\nPOWER_SUPPLY_CURRENT_NOW={}\n"
                                         "POWER_SUPPLY_VOLTAGE_NOW=4000000\n",
                                         microamperes));
  };
  const auto run =
      energy_of({{at(-100'000), at(-100'000), Seconds(60), 0}, {at(-500'000), at(-600'000), Seconds(60), 90}});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->meter, "battery's current and voltage");
  EXPECT_NEAR(run->spans[0].joules, 0.4 * 60, 1e-9);
  EXPECT_NEAR(run->spans[1].joules, 2.2 * 60, 1e-9);
  EXPECT_NEAR(run->spans[1].step_joules, 0.2 * 60, 1e-9);
}

}  // namespace
}  // namespace muster
