// Every real log there is: its figures are those that golden/make_device_logs.py reads from it, or it is refused.
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "muster/device_log.h"
#include "muster/power_reading.h"
#include "muster/render.h"
#include "support/real_data.h"
#include "support/schema.h"
#include "support/temp_folder.h"
#include "support/temporary_file.h"

namespace muster {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

const Json& golden() {
  static const Json kAll = Json::parse(std::ifstream(MUSTER_GOLDEN "/device_logs.json"));
  return kAll;
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& [name, entry] : golden().items()) all.push_back(name);
  return all;
}

std::filesystem::path log_named(const std::string& name) {
  return real_data() / "logs" / name;
}

Json nanoseconds(const std::optional<Nanoseconds>& time) {
  return time ? Json(time->count()) : Json();
}

/// A record in the words of the golden file.
Json figures_of(const DeviceRecord& record) {
  const LatencySummary summary = record.run.summary.value_or(LatencySummary{});
  Json figures{{"count", summary.count},
               {"mean_ns", nanoseconds(summary.mean)},
               {"min_ns", nanoseconds(summary.min)},
               {"max_ns", nanoseconds(summary.max)},
               {"standard_deviation_ns", nanoseconds(summary.standard_deviation)},
               {"early_stopping_p90_ns", nanoseconds(summary.early_stopping_p90)},
               {"load_ns", nanoseconds(record.run.load)},
               {"first_ns", nanoseconds(record.run.first)},
               {"peak_memory_bytes", record.run.peak_memory_bytes ? Json(*record.run.peak_memory_bytes) : Json()},
               {"requests", record.run.requests}};
  for (const StatedPercentile& stated : summary.percentiles)
    figures["percentiles"][Json(stated.percent).dump()] = stated.time.count();
  return figures;
}

/// Percentiles by the number alone: "50" and "50.0" are one.
Json by_number(const Json& percentiles) {
  Json all = Json::object();
  for (const auto& [percent, time] : percentiles.items()) all[Json(std::stod(percent)).dump()] = time;
  return all;
}

void expect_record(const DeviceRecord& record, const Json& wanted) {
  if (wanted.contains("refusal")) {
    EXPECT_THAT(record.refusal, HasSubstr(wanted["refusal"].get<std::string>()));
    return;
  }
  EXPECT_EQ(record.refusal, "");
  const Json figures = figures_of(record);
  for (const char* name : {"count", "mean_ns", "min_ns", "max_ns", "standard_deviation_ns", "early_stopping_p90_ns",
                           "load_ns", "first_ns", "peak_memory_bytes"})
    EXPECT_EQ(figures[name], wanted.contains(name) ? wanted[name] : Json()) << name;
  EXPECT_EQ(figures["requests"], wanted.value("requests", 1));
  EXPECT_EQ(figures.value("percentiles", Json::object()), by_number(wanted.value("percentiles", Json::object())));
}

void expect_battery(const PowerReading& reading, const Json& wanted) {
  const auto near = [&](const char* name, const std::optional<double>& value) {
    ASSERT_EQ(value.has_value(), wanted.contains(name)) << name;
    EXPECT_NEAR(value.value_or(0), wanted.value(name, 0.0), 1e-9) << name;
  };
  near("level_percent", reading.level_percent);
  near("volts", reading.volts);
  near("temperature_celsius", reading.temperature_celsius);
  near("drawn_amperes", reading.drawn_amperes);
  near("drawn_watts", reading.drawn_watts);
  near("charge_mah", reading.charge_mah);
  near("full_charge_mah", reading.full_charge_mah);
  EXPECT_EQ(wanted.value("charging", to_string(reading.charging)), to_string(reading.charging));
  EXPECT_EQ(reading.remarks.empty(), !wanted.contains("remark"));
  for (const std::string& remark : reading.remarks) {
    EXPECT_THAT(remark, HasSubstr(wanted.value("remark", "")));
  }
  EXPECT_EQ(reading.rails_joules.size(), wanted.value("rails", 0U));
  if (wanted.contains("rail")) {
    const std::pair rail(wanted["rail"][0].get<std::string>(), wanted["rail"][1].get<double>());
    EXPECT_THAT(reading.rails_joules, testing::Contains(rail));
  }
}

void expect_discharge(const PowerReading& reading, const Json& wanted) {
  const Discharge& discharge = *reading.discharge;
  EXPECT_EQ(discharge.on_battery, std::chrono::milliseconds(wanted["on_battery_ms"].get<std::int64_t>()));
  const auto equals = [&](const char* name, const std::optional<double>& value) {
    EXPECT_EQ(value ? Json(*value) : Json(), wanted.contains(name) ? Json(wanted[name].get<double>()) : Json()) << name;
  };
  equals("full_charge_mah", reading.full_charge_mah);
  equals("discharged_mah", discharge.discharged_mah);
  equals("screen_on_mah", discharge.screen_on_mah);
  equals("computed_mah", discharge.computed_mah);
  equals("actual_low_mah", discharge.actual_low_mah);
  equals("actual_high_mah", discharge.actual_high_mah);
  for (const auto& [name, figure] : {std::pair("cpu", "cpu_mah"), std::pair("screen", "screen_mah")}) {
    if (!wanted.contains(figure)) continue;
    const auto part = std::ranges::find_if(discharge.parts_mah,
                                           [&](const auto& one) { return equal_ignoring_case(one.first, name); });
    ASSERT_NE(part, discharge.parts_mah.end()) << name;
    EXPECT_EQ(part->second, wanted[figure].get<double>());
  }
}

class RealDeviceLog : public testing::TestWithParam<std::string> {};

TEST_P(RealDeviceLog, gives_its_figures_or_is_refused_with_the_true_reason) {
  const Json& wanted = golden()[GetParam()];
  const auto file = log_named(GetParam());
  const auto power = read_power_readings(file);
  ASSERT_TRUE(power) << power.error().message;
  ASSERT_EQ(power->has_value(), wanted.contains("power"));
  if (*power) {
    ASSERT_EQ((*power)->size(), wanted["power"].size());
    for (std::size_t i = 0; i < (*power)->size(); ++i)
      (**power)[i].discharge ? expect_discharge((**power)[i], wanted["power"][i])
                             : expect_battery((**power)[i], wanted["power"][i]);
    return;
  }
  const auto records = read_device_log(file);
  if (wanted.contains("error")) {
    ASSERT_FALSE(records);
    EXPECT_THAT(records.error().message, HasSubstr(wanted["error"].get<std::string>()));
    return;
  }
  ASSERT_TRUE(records) << records.error().message;
  ASSERT_EQ(records->size(), wanted["records"].size());
  for (std::size_t i = 0; i < records->size(); ++i) expect_record((*records)[i], wanted["records"][i]);
}

TEST(RealDeviceLogs, are_all_known) {
  std::vector<std::string> there;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(real_data() / "logs"))
    if (entry.is_regular_file() && entry.path().filename() != "SOURCES.md")
      there.push_back(entry.path().parent_path().filename().string() + "/" + entry.path().filename().string());
  EXPECT_THAT(there, testing::UnorderedElementsAreArray(names()));
}

/// A log that ends anywhere, as at a full disk or a lost connection, gives no other figure than the whole one.
TEST_P(RealDeviceLog, gives_no_other_figures_where_it_is_cut) {
  std::ifstream stream(log_named(GetParam()), std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(stream)), {});
  const auto wanted = read_device_log(log_named(GetParam()));
  constexpr std::size_t kCuts = 97;
  const std::size_t from = whole.size() > 20'000 ? whole.size() - 20'000 : 0;  // figures stand at the end
  for (std::size_t i = 0; i < kCuts; ++i) {
    const std::size_t end = from + (whole.size() - from) * i / kCuts;
    const TemporaryFile cut(whole.substr(0, end), ".txt");
    const auto records = read_device_log(cut.path());
    if (!records) {
      EXPECT_THAT(records.error().message, HasSubstr(cut.path().string() + ":"));
      continue;
    }
    for (std::size_t k = 0; k < records->size(); ++k) {
      if (!(*records)[k].refusal.empty()) continue;
      ASSERT_TRUE(wanted && k < wanted->size()) << end;
      const Json figures = figures_of((*records)[k]), all = figures_of((*wanted)[k]);
      for (const auto& [name, figure] : figures.items()) {
        if (figure.is_null() || figure == 0 || name == "percentiles" || name == "requests") continue;
        EXPECT_EQ(figure, all[name]) << name << " in the first " << end << " bytes";
      }
      const Json percentiles = figures.value("percentiles", Json::object());
      for (const auto& [percent, time] : percentiles.items())
        EXPECT_EQ(time, all["percentiles"][percent]) << percent << " in the first " << end << " bytes";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(, RealDeviceLog, testing::ValuesIn(names()),
                         [](const testing::TestParamInfo<std::string>& log) {
                           std::string name = log.param;
                           for (char& c : name)
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           return name;
                         });

TEST(RealLogs, are_written_as_json_that_keeps_to_its_schema) {
  const TempFolder folder;
  int written = 0;
  for (const std::string& name : names()) {
    const auto power = read_power_readings(log_named(name));
    const auto records = read_device_log(log_named(name));
    if (!(power && *power) && !records) continue;
    folder.write_text(std::to_string(++written) + ".json",
                      power && *power ? render_power_json(**power) : render_device_log_json(*records));
  }
  EXPECT_GT(written, 50);
  EXPECT_TRUE(files_keep_to_schema("import.schema.json", "'" + folder.path().string() + "'/*.json"));
}

}  // namespace
}  // namespace muster
