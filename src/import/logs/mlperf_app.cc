// The MLPerf Mobile app's result.json: one record a benchmark. Times are seconds.
#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "import/logs/json_log.h"
#include "import/logs/loadgen_run.h"
#include "import/logs/log_format.h"

namespace muster {
namespace {

using Json = nlohmann::json;

/// The text of a field; "" where it is none.
std::string text_of(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Json object_of(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() && found->is_object() ? *found : Json::object();
}

std::optional<Nanoseconds> seconds_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const auto seconds = found->get<double>();
  if (!(seconds >= 0 && seconds < 1e6)) return std::nullopt;
  return Nanoseconds(std::llround(seconds * kSecond));
}

/// "snpe_dsp" and "HTP" are neural processors, "gpu_f16" is a GPU; "" where the name does not tell.
std::string accelerator_of(const std::string& code) {
  const std::string name = lower_case(code);
  for (const auto& [sign, accelerator] : {std::pair("gpu", "gpu"), std::pair("dsp", "npu"), std::pair("npu", "npu"),
                                          std::pair("htp", "npu"), std::pair("cpu", "cpu")})
    if (name.find(sign) != std::string::npos) return accelerator;
  return "";
}

/// Android's, iOS's or Windows' account of the device.
Device device_of(const Json& document) {
  const Json environment = object_of(document, "environment_info");
  const std::string platform = text_of(environment, "platform");
  const Json about = object_of(object_of(environment, "value"), platform.c_str());
  const std::string maker = text_of(about, "manufacturer"), model = text_of(about, "model_name");
  Device device;
  device.name = std::string(trimmed(maker + " " + model));
  device.os = std::string(trimmed(platform + " " + text_of(about, "os_version")));
  return device;
}

DeviceRecord record_of_benchmark(const Json& result, const Device& device) {
  const Json performance = object_of(result, "performance_run"), figures = object_of(performance, "loadgen");
  LoadGenRun run;
  run.name = text_of(result, "benchmark_id");
  run.scenario = text_of(result, "loadgen_scenario");
  run.date = text_of(performance, "start_datetime").substr(0, 10);
  if (const auto queries = figures.find("query_count"); queries != figures.end() && queries->is_number_unsigned())
    run.queries = queries->get<std::uint64_t>();
  if (const auto valid = figures.find("is_result_valid"); valid != figures.end() && valid->is_boolean())
    run.valid = valid->get<bool>();
  run.summary.mean = seconds_of(figures, "latency_mean");
  if (const auto p90 = seconds_of(figures, "latency90")) run.summary.percentiles.push_back({90, *p90});
  const Json backend = object_of(result, "backend_settings");
  DeviceRecord record = record_of(std::move(run), mlperf_app_log.tool);
  record.run.device.name = device.name;
  record.run.device.os = device.os;
  record.run.device.runtime = text_of(backend, "framework");
  record.run.graph = text_of(backend, "model_path");
  record.run.accelerator = accelerator_of(text_of(backend, "accelerator_code"));
  record.accelerator_line = record.run.accelerator.empty() ? 0 : 1;
  return record;
}

bool recognise(std::string_view log) {
  return log.find('{') == log.find_first_not_of(" \t\r\n") &&
         log.find("\"loadgen_scenario\"") != std::string_view::npos;
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  MUSTER_TRY(const Json document, parse_json_log(log));
  const auto results = document.find("results");
  if (results == document.end() || !results->is_array()) return refuse_line(1, "it holds no results");
  const Device device = device_of(document);
  std::vector<DeviceRecord> records;
  for (const Json& result : *results) records.push_back(record_of_benchmark(result, device));
  return records;
}

}  // namespace

const LogFormat mlperf_app_log{"MLPerf Mobile app", &recognise, &read};

}  // namespace muster
