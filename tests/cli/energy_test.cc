// `muster bench --energy` from outside, with a fake runtime and a battery that counts how often it is looked at.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/fake_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using testing::HasSubstr;

class EnergyOption : public testing::Test {
 protected:
  EnergyOption() : scene("sleep=5") { std::filesystem::create_directories(scene.folder / "sysfs"); }

  /// `dumpsys battery` says one of those charges (µAh) after the other, and at last the last.
  void battery(const std::string& charges, const std::string& more = "  status: 3\\n") {
    const auto program = scene.folder.write_text(
        "bin/dumpsys",
        fmt::format("#!/bin/sh\ncd '{}'\necho >> looks\nn=$(wc -l < looks)\nset -- {}\n[ $n -gt $# ] && n=$#\nshift "
                    "$((n - 1))\nprintf \"Current Battery Service state:\\n  Charge counter: $1\\n  level: 80\\n"
                    "  voltage: 4000\\n{}\"\n",
                    scene.folder.path().string(), charges, more));
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }

  Ended bench(const std::string& more = "") const {
    return run_muster(
        "bench " + scene.model.string() + " --energy 2 --timing-runs 1 --max-seconds 0.2 --json - " + more,
        "PATH=" + (scene.folder / "bin").string() + ":$PATH MUSTER_SYSFS=" + (scene.folder / "sysfs").string() +
            " MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  }

  FakeScene scene;
};

TEST_F(EnergyOption, subtracts_what_idling_takes_before_and_after) {
  battery("3000000 3000000 2999900 2998000 2997900");  // the first look is whether there is a meter at all
  const Ended ended = bench();
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
  const auto model = nlohmann::json::parse(ended.output)["models"][0];
  const auto energy = model["metrics"]["energy_mj"];
  EXPECT_EQ(energy["origin"], "host");
  EXPECT_THAT(energy["note"].get<std::string>(), HasSubstr("battery's charge, less what idling takes"));
  const auto inferences = energy["count"].get<double>();
  EXPECT_GT(inferences, 50);
  EXPECT_LE(inferences, 400);
  const double work = 1.9 * 3.6 * 4, idle = 0.2 * 3.6 * 4;  // in joules; as long as the work
  EXPECT_NEAR(energy["value"].get<double>() * inferences / 1e3, work - idle, 0.15 * work);
  EXPECT_LT(energy["low"].get<double>(), energy["value"].get<double>());
  EXPECT_GT(energy["high"].get<double>(), energy["value"].get<double>());
}

TEST_F(EnergyOption, without_a_meter_says_so_at_once) {
  const Ended ended = bench();
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("no meter of energy can be read"));
}

TEST_F(EnergyOption, refuses_a_battery_on_the_plug) {
  battery("3000000", "  USB powered: true\\n");
  const Ended ended = bench();
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("plugged in or charging"));
}

TEST_F(EnergyOption, tells_of_a_counter_that_did_not_move_and_keeps_the_times) {
  battery("3000000");
  const Ended ended = bench();
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("moved by less than its finest step"));
  const auto report = nlohmann::json::parse(ended.output);
  EXPECT_FALSE(report["models"][0]["latency_runs"].empty());
  EXPECT_EQ(report["models"][0]["metrics"]["energy_mj"]["origin"], "estimated");
}

TEST_F(EnergyOption, is_not_had_of_one_of_two_batteries_nor_beside_a_charger) {
  const auto supply = [&](const std::string& name, const std::string& more) {
    scene.folder.write_text("sysfs/class/power_supply/" + name + "/type", "Battery\n");
    scene.folder.write_text("sysfs/class/power_supply/" + name + "/uevent",
                            "POWER_SUPPLY_NAME=" + name + "\nPOWER_SUPPLY_STATUS=Discharging\n" + more);
  };
  supply("BAT0", "POWER_SUPPLY_ENERGY_NOW=20000000\n");
  supply("BAT1", "POWER_SUPPLY_ENERGY_NOW=30000000\n");
  EXPECT_THAT(bench().output, HasSubstr("has 2 batteries"));
  std::filesystem::remove_all(scene.folder / "sysfs/class/power_supply/BAT1");
  scene.folder.write_text("sysfs/class/power_supply/usb/type", "USB\n");
  scene.folder.write_text("sysfs/class/power_supply/usb/online", "1\n");
  EXPECT_THAT(bench().output, HasSubstr("plugged in or charging"));
}

TEST_F(EnergyOption, takes_a_batterys_current_where_it_does_not_count) {
  scene.folder.write_text("sysfs/class/power_supply/BAT0/type", "Battery\n");
  scene.folder.write_text("sysfs/class/power_supply/BAT0/uevent",
                          "POWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_STATUS=Discharging\nPOWER_SUPPLY_VOLTAGE_NOW=4000000\n"
                          "POWER_SUPPLY_CURRENT_NOW=-500000\n");
  const Ended ended = bench();
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("idling took as much as the work")) << "a draw that is always the same";
}

}  // namespace
}  // namespace muster
