// OpenVINO's benchmark_app: its report as CSV (-report_type), sections of "name;value".
#include "base/text.h"
#include "import/logs/benchmark_app_run.h"
#include "import/logs/log_format.h"

namespace muster {
namespace {

constexpr std::string_view kFirst = "Command line parameters", kCounters = "layerName;execStatus;";

bool recognise(std::string_view log) {
  return log.starts_with(kFirst) || log.starts_with(kCounters);
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  if (log.starts_with(kCounters))
    return refuse_line(1,
                       "these are benchmark_app's counters of operators, had with the profiler on; give "
                       "benchmark_report.csv or the console's text");
  std::vector<BenchmarkAppRun> runs;
  bool options = false;
  MUSTER_CHECK_OK(for_each_line(log, kLongestLogLine, [&](std::string_view line, std::size_t number) -> Result<void> {
    const std::size_t semicolon = line.find(';');
    if (semicolon == std::string_view::npos) {
      if (line == kFirst) runs.emplace_back().line = number;
      if (!line.empty()) options = line == kFirst;
      return {};
    }
    if (options) return {};
    return read_report_field(runs.back(), trimmed(line.substr(0, semicolon)), trimmed(line.substr(semicolon + 1)),
                             number);
  }));
  std::vector<DeviceRecord> records;
  for (BenchmarkAppRun& run : runs) records.push_back(record_of(std::move(run), benchmark_app_csv_log.tool));
  return records;
}

}  // namespace

const LogFormat benchmark_app_csv_log{"benchmark_app", &recognise, &read};

}  // namespace muster
