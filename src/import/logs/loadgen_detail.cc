// MLPerf LoadGen: mlperf_log_detail.txt, a JSON object a line behind ":::MLLOG".
#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "import/logs/json_log.h"
#include "import/logs/loadgen_run.h"
#include "import/logs/log_format.h"

namespace muster {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kMark = ":::MLLOG";
constexpr std::size_t kLongestLine = std::size_t{4} << 20U;  // the list of loaded samples is long

/// The key of a line, taken before it is parsed: most lines are of no interest.
std::string_view key_of(std::string_view line) {
  constexpr std::string_view kBefore = "\"key\": \"";
  const std::size_t at = line.find(kBefore);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + kBefore.size());
  return line.substr(0, line.find('"'));
}

bool is_wanted(std::string_view key) {
  return key == "sut_name" || key == "test_datetime" || key == "early_stopping_latency_ss" ||
         key.starts_with("effective_") || key.starts_with("result_");
}

Result<void> take_number(const Json& value, std::string_view key, LoadGenRun& run, std::size_t line) {
  struct Time {
    std::string_view key;
    std::optional<Nanoseconds>* target;
  };
  const auto whole = value.get<std::uint64_t>();
  if (key == "result_query_count") return state_once(run.queries, whole, key, line);
  if (key == "effective_samples_per_query") return state_once(run.samples_per_query, whole, key, line);
  const auto time = time_in(std::to_string(whole), "", 1, line);
  if (!time) return tl::unexpected(time.error());
  const std::array times{Time{"result_mean_latency_ns", &run.summary.mean},
                         Time{"result_min_latency_ns", &run.summary.min},
                         Time{"result_max_latency_ns", &run.summary.max},
                         Time{"early_stopping_latency_ss", &run.summary.early_stopping_p90}};
  for (const Time& one : times)
    if (one.key == key) return state_once(*one.target, *time, key, line);
  constexpr std::string_view kBefore = "result_", kAfter = "_percentile_latency_ns";
  if (!key.starts_with(kBefore) || !key.ends_with(kAfter)) return {};
  const auto percent = parse_number(key.substr(kBefore.size(), key.size() - kBefore.size() - kAfter.size()));
  return percent ? add_percentile(run.summary, *percent, *time, line) : Result<void>();
}

Result<void> take(std::string_view key, const Json& value, LoadGenRun& run, std::size_t line) {
  const bool time = key == "early_stopping_latency_ss" || key == "result_query_count" ||
                    key == "effective_samples_per_query" || key.ends_with("latency_ns");
  if (value.is_number_unsigned() && time) return take_number(value, key, run, line);
  if (key.starts_with("result_") && key.ends_with("latency_ns"))
    return refuse_line(line, fmt::format("{} is no time", printable(key)));
  if (!value.is_string()) return {};
  const auto& text = value.get_ref<const std::string&>();
  if (key == "sut_name") run.name = text;
  if (key == "test_datetime") run.date = text.substr(0, 10);
  if (key == "effective_scenario") run.scenario = text;
  if (key == "effective_test_mode") run.mode = text;
  if (key == "result_validity") run.valid = text == "VALID";
  return {};
}

bool recognise(std::string_view log) {
  return log.substr(0, 4096).find(kMark) != std::string_view::npos;
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  std::vector<LoadGenRun> runs;
  MUSTER_CHECK_OK(for_each_line(log, kLongestLine, [&](std::string_view line, std::size_t number) -> Result<void> {
    const std::size_t mark = line.find(kMark);
    if (mark == std::string_view::npos) return {};
    const std::string_view key = key_of(line);
    if (runs.empty() || (key == "loadgen_version" && !runs.back().scenario.empty())) runs.emplace_back().line = number;
    if (auto few = require_few_records(runs.size(), number); !few) return few;
    if (!is_wanted(key)) return {};
    auto json = parse_json_log(trimmed(line.substr(mark + kMark.size())));
    if (!json) return refuse_line(number, "no whole record of LoadGen; the log was cut or changed");
    const auto value = json->find("value");
    return value == json->end() ? Result<void>() : take(key, *value, runs.back(), number);
  }));
  std::vector<DeviceRecord> records;
  for (LoadGenRun& run : runs) records.push_back(record_of(std::move(run), loadgen_detail_log.tool));
  return records;
}

}  // namespace

const LogFormat loadgen_detail_log{"MLPerf LoadGen", &recognise, &read};

}  // namespace muster
