// `muster import` from outside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/run_program.h"
#include "support/schema.h"
#include "support/temp_folder.h"
#include "support/tflite_builder.h"

namespace muster {
namespace {

using testing::HasSubstr;

constexpr std::string_view kLog =
    "STARTING!\nNum threads: [2]\nGraph: [m.tflite]\n"
    "count=150 first=101 curr=100 min=90 max=140 avg=100.5 std=5 p5=91 median=100 p95=120\n"
    "Inference timings in us: Init: 5000, First inference: 200, Warmup (avg): 125, Inference (avg): 100.5\n";
constexpr const char* kPhone = " --measured-on 'Pixel 8; Android 15; LiteRT 2.3; cpu; 2026-05-12'";

class Import : public testing::Test {
 protected:
  Import() {
    const std::vector<std::byte> bytes = build_tflite();
    model = folder.write_text("m.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    log = folder.write_text("phone.txt", kLog);
    run = folder / "m.run", completed = folder / "phone.run";
  }

  [[nodiscard]] Ended complete(const std::string& more) const {
    return run_muster("import " + log.string() + " --run " + run.string() + " --output " + completed.string() + more +
                      " 2>&1");
  }
  void observe() const {
    const Ended ended =
        run_muster("observe " + model.string() + " --no-accuracy --no-latency --output " + run.string() + " 2>&1");
    ASSERT_EQ(ended.exit_code, 0) << ended.output;
  }

  TempFolder folder;
  std::filesystem::path model, log, run, completed;
};

TEST_F(Import, shows_what_a_log_states) {
  const Ended ended = run_muster("import " + log.string());
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("benchmark_model"));
  EXPECT_THAT(ended.output, HasSubstr("150"));
  EXPECT_THAT(ended.output, HasSubstr("0.1005 ms"));
}

TEST_F(Import, writes_json_that_keeps_to_its_schema) {
  const auto battery = folder.write_text("b.txt", "Current Battery Service state:\n  level: 80\n  voltage: 4000\n");
  const auto stats = folder.write_text("s.txt",
                                       "Statistics since x:\n  Time on battery: 1h\n"
                                       "    Capacity: 5661, Computed drain: 410, actual drain: 113-170\n  cpu: 1\n");
  const auto field = folder.write_text("f.csv", "latency_ms,battery_percent\n20,80\n");
  for (const auto& file : {log, battery, stats, field}) {
    const Ended ended = run_muster("import " + file.string() + " --json -");
    EXPECT_EQ(ended.exit_code, 0);
    EXPECT_TRUE(keeps_to_schema("import.schema.json", ended.output)) << ended.output;
  }
}

TEST_F(Import, completes_a_run_that_is_judged_by_the_phones_times) {
  observe();
  const Ended ended = complete(std::string(kPhone) + " --same-model");
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("with the times of the Pixel 8"));
  const Ended judged = run_muster("judge " + completed.string());
  EXPECT_THAT(judged.output, HasSubstr("Device evidence: times of 150 inferences on the Pixel 8 (Android 15"));
  EXPECT_THAT(judged.output, HasSubstr("user's word"));
  const auto json = nlohmann::json::parse(run_muster("judge " + completed.string() + " --json - 2>/dev/null").output);
  EXPECT_EQ(json["models"][0]["metrics"]["latency_p90_ms"]["origin"], "device");
  EXPECT_THAT(json["models"][0]["observed_by"].get<std::string>(), HasSubstr("muster observe"));
}

TEST_F(Import, refuses_what_is_not_known_to_be_of_this_model_and_a_device) {
  observe();
  EXPECT_THAT(complete(kPhone).output, HasSubstr("which model was measured there?"));
  EXPECT_THAT(complete(" --same-model").output, HasSubstr("on which device was"));
  const Ended other = complete(std::string(kPhone) + " --model-sha256 " + std::string(64, 'a'));
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.output, HasSubstr("is another model than the one measured"));
  EXPECT_THAT(complete(std::string(kPhone) + " --model-sha256 12").output, HasSubstr("not 64 hexadecimal digits"));
}

TEST_F(Import, counts_a_log_once) {
  observe();
  ASSERT_EQ(complete(std::string(kPhone) + " --same-model").exit_code, 0);
  const Ended again = run_muster("import " + log.string() + " --run " + completed.string() + " --output " +
                                 (folder / "x.run").string() + kPhone + " --same-model 2>&1");
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_THAT(again.output, HasSubstr("has these times of the Pixel 8 already"));
}

TEST_F(Import, completes_a_run_by_the_energy_of_a_battery) {
  const auto battery = [&](const char* name, int counter) {
    return folder
        .write_text(name, "Current Battery Service state:\n  Charge counter: " + std::to_string(counter) +
                              "\n  status: 3\n  level: 80\n  voltage: 4000\n")
        .string();
  };
  observe();
  const std::string a = battery("a.txt", 3'000'001), b = battery("b.txt", 2'995'001), c = battery("c.txt", 2'975'001);
  const std::string command = "import --run " + run.string() + " --output " + completed.string() + " --idle " + a +
                              " " + b + " 300 --work " + b + " " + c + " 300 6000 --same-model" + kPhone;
  const Ended ended = run_muster(command + " 2>&1");
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("with the energy of the Pixel 8"));
  const auto json = nlohmann::json::parse(run_muster("judge " + completed.string() + " --json - 2>/dev/null").output);
  const auto& energy = json["models"][0]["metrics"]["energy_mj"];
  EXPECT_EQ(energy["origin"], "device");
  EXPECT_NEAR(energy["value"].get<double>(), (20 - 5) * 3.6 * 4 / 6000 * 1000, 1e-6);
  const Ended hour = run_muster("judge " + completed.string() + " --battery-mwh 18000 --duty 10 --json - 2>/dev/null");
  EXPECT_NEAR(
      nlohmann::json::parse(hour.output)["models"][0]["metrics"]["battery_percent_per_hour"]["value"].get<double>(),
      2.0, 1e-6);
  const Ended more = run_muster(command + " --idle " + a + " " + b + " 600 " + log.string() + " 2>&1");
  ASSERT_EQ(more.exit_code, 0) << more.output;
  const auto both = nlohmann::json::parse(run_muster("judge " + completed.string() + " --json - 2>/dev/null").output);
  EXPECT_NEAR(both["models"][0]["metrics"]["energy_mj"]["value"].get<double>(), (20 - 10 / 3.) * 3.6 * 4 / 6, 1e-6)
      << "10 mAh in 900 s of idling";
  EXPECT_EQ(run_muster("import --work a b 300 2>&1").exit_code, 2);
  EXPECT_THAT(run_muster("import --run x --output y --work a b 300 none 2>&1").output,
              HasSubstr("how often the model ran"));
}

TEST_F(Import, takes_rapl_for_a_hosts_energy_wherever_it_comes_from) {
  const auto counter = [&](const char* name, std::uint64_t microjoules) {
    return folder.write_text(name, "/sys/class/powercap/intel-rapl:0/energy_uj:" + std::to_string(microjoules) + "\n")
        .string();
  };
  observe();
  const Ended ended =
      run_muster("import --run " + run.string() + " --output " + completed.string() + " --work " +
                 counter("a", 1'000'000) + " " + counter("b", 91'000'000) + " 10 1000 --same-model" + kPhone + " 2>&1");
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
  const auto json = nlohmann::json::parse(run_muster("judge " + completed.string() + " --json - 2>/dev/null").output);
  EXPECT_EQ(json["models"][0]["metrics"]["energy_mj"]["origin"], "host");
  EXPECT_NEAR(json["models"][0]["metrics"]["energy_mj"]["value"].get<double>(), 90, 1e-6);
}

TEST_F(Import, ends_with_an_error_where_nothing_in_a_log_is_evidence) {
  const auto failed = folder.write_text("failed.txt", "STARTING!\nGraph: [a]\nBenchmarking failed.\n");
  const Ended ended = run_muster("import " + failed.string() + " 2>&1");
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("failed.txt:3: the benchmark failed"));
}

TEST_F(Import, wants_options_that_go_together) {
  const auto output_of = [&](const std::string& more) {
    return run_muster("import " + log.string() + more + " 2>&1").output;
  };
  EXPECT_THAT(output_of(" --run " + run.string()), HasSubstr("give both"));
  EXPECT_THAT(output_of(" --same-model"), HasSubstr("give --run and --output"));
  EXPECT_THAT(output_of(" --record 7"), HasSubstr("no record '7'"));
}

}  // namespace
}  // namespace muster
