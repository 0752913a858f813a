// OpenVINO's benchmark_app: its report as JSON (-json_stats); numbers are texts in it.
#include "import/logs/benchmark_app_run.h"
#include "import/logs/json_log.h"
#include "import/logs/log_format.h"

namespace muster {
namespace {

using Json = nlohmann::json;

bool recognise(std::string_view log) {
  if (log.find('{') != log.find_first_not_of(" \t\r\n")) return false;
  return log.find("\"execution_results\"") != std::string_view::npos ||
         (log.find("\"avg_performance\"") != std::string_view::npos &&
          log.find("\"report_type\"") != std::string_view::npos);
}

Result<void> read_fields(const Json& json, const char* section, BenchmarkAppRun& run) {
  const auto fields = json.find(section);
  if (fields == json.end() || !fields->is_object()) return {};
  for (const auto& [name, value] : fields->items())
    if (value.is_string()) MUSTER_CHECK_OK(read_report_field(run, name, value.get_ref<const std::string&>(), 1));
  return {};
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  MUSTER_TRY(const Json json, parse_json_log(log));
  if (!json.contains("execution_results"))
    return refuse_line(1,
                       "these are benchmark_app's counters of operators, had with the profiler on; give "
                       "benchmark_report.json or the console's text");
  BenchmarkAppRun run;
  MUSTER_CHECK_OK(read_fields(json, "configuration_setup", run));
  MUSTER_CHECK_OK(read_fields(json, "execution_results", run));
  return std::vector{record_of(std::move(run), benchmark_app_json_log.tool)};
}

}  // namespace

const LogFormat benchmark_app_json_log{"benchmark_app", &recognise, &read};

}  // namespace muster
