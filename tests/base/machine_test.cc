#include "base/machine.h"

#include <gtest/gtest.h>

#include "support/temp_folder.h"

namespace muster {
namespace {

TEST(Machine, says_what_it_is) {
  const Machine machine = read_machine();
  EXPECT_GE(machine.cores, 1);
  EXPECT_FALSE(machine.architecture.empty());
  EXPECT_FALSE(machine.os.empty());
  EXPECT_FALSE(machine.emulated);
}

TEST(Machine, tells_its_own_battery_clock_and_temperature_and_not_a_mouses) {
  const TempFolder sysfs;
  const auto battery = [&](const std::string& name, const std::string& level, const std::string& status) {
    const std::string folder = "class/power_supply/" + name + "/";
    sysfs.write_text(folder + "type", "Battery\n");
    sysfs.write_text(folder + "capacity", level + "\n");
    sysfs.write_text(folder + "status", status + "\n");
    return folder;
  };
  battery("BAT0", "81", "Discharging");
  sysfs.write_text(battery("hidpp_battery_0", "12", "Charging") + "scope", "Device\n");
  sysfs.write_text("class/thermal/thermal_zone0/temp", "41500\n");
  sysfs.write_text("class/thermal/thermal_zone1/temp", "-273000\n");
  sysfs.write_text("devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "1800000\n");
  sysfs.write_text("devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "2400000\n");
  sysfs.write_text("devices/system/cpu/cpu0/cpufreq/scaling_governor", "schedutil\n");
  const DeviceState state = read_device_state(sysfs.path());
  EXPECT_EQ(state.battery_percent, 81);
  EXPECT_EQ(state.charging, Charging::kDischarging);
  EXPECT_EQ(state.temperature_celsius, 41.5);
  EXPECT_EQ(state.clock_mhz, 2400);
  EXPECT_EQ(state.governor, "schedutil");
}

TEST(Machine, of_which_nothing_is_told_has_an_empty_state) {
  const TempFolder sysfs;
  const DeviceState state = read_device_state(sysfs.path());
  EXPECT_FALSE(state.battery_percent || state.temperature_celsius || state.clock_mhz);
}

TEST(Machine, counts_processor_time_upwards) {
  const auto own = own_processor_time(), system = system_busy_time();
  volatile double work = 0;
  for (int i = 0; i < 50'000'000; ++i) work = work + 1;
  EXPECT_GT(own_processor_time(), own);
  EXPECT_GE(system_busy_time(), system);
}

}  // namespace
}  // namespace muster
