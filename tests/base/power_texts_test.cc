#include "base/power_texts.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "muster/power_reading.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(PowerTexts, are_rails_then_rapl_then_batteries_as_their_readers_take_them) {
  const TempFolder sysfs;
  sysfs.write_text("bus/iio/devices/iio:device0/energy_value", "t=1\nCH1(T=1)[CPU], 1000000\n");
  sysfs.write_text("bus/iio/devices/iio:device1/energy_value", "t=1\nCH1(T=1)[GPU], 500000\n");
  sysfs.write_text("class/powercap/intel-rapl:0/energy_uj", "12500000\n");
  sysfs.write_text("class/powercap/intel-rapl:0/max_energy_range_uj", "262143328850\n");
  sysfs.write_text("class/powercap/intel-rapl:0:0/energy_uj", "7\n");
  sysfs.write_text("class/power_supply/mouse/type", "Battery\n");
  sysfs.write_text("class/power_supply/mouse/scope", "Device\n");
  sysfs.write_text("class/power_supply/mouse/uevent", "POWER_SUPPLY_NAME=mouse\n");
  sysfs.write_text("class/power_supply/AC/type", "Mains\n");
  sysfs.write_text("class/power_supply/AC/uevent", "POWER_SUPPLY_ONLINE=0\n");
  sysfs.write_text("class/power_supply/BAT0/type", "Battery\n");
  sysfs.write_text("class/power_supply/BAT0/uevent",
                   "POWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_STATUS=Discharging\nPOWER_SUPPLY_ENERGY_NOW=20000000\n");
  const std::vector<std::string> texts = read_power_texts(sysfs / "");
  EXPECT_THAT(texts, ElementsAre(StartsWith("t=1"), HasSubstr("intel-rapl:0/energy_uj:12500000\n"), HasSubstr("BAT0")));
  std::vector<std::string> tools;
  for (const std::string& text : texts) {
    const auto readings = parse_power_readings(text, "here");
    ASSERT_TRUE(readings && *readings) << text;
    tools.push_back((*readings)->front().tool);
  }
  EXPECT_EQ(parse_power_readings(texts[0], "here").value()->front().energy_joules, 1.5) << "both meters";
  EXPECT_THAT(tools, ElementsAre("rail meter", "RAPL", "power_supply"));
}

}  // namespace
}  // namespace muster
