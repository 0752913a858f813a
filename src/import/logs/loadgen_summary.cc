// MLPerf LoadGen: mlperf_log_summary.txt, of versions 1 to 5.
#include "base/text.h"
#include "import/logs/loadgen_run.h"
#include "import/logs/log_format.h"

namespace muster {
namespace {

constexpr std::string_view kTitle = "MLPerf Results Summary";

/// The value of "name : value"; nullopt: the line is none.
std::optional<std::string_view> value_of(std::string_view line, std::string_view name) {
  const auto rest = after(line, name);
  if (!rest || !rest->starts_with(':')) return std::nullopt;
  return trimmed(rest->substr(1));
}

Result<void> read_time(std::string_view text, std::optional<Nanoseconds>& target, std::string_view what,
                       std::size_t line) {
  MUSTER_TRY(const Nanoseconds time, time_in(text, "", 1, line));
  return state_once(target, time, what, line);
}

/// "90th percentile latency (ns) : 1790000" and "90.00 percentile latency (ns) : 1790000".
Result<void> read_percentile(std::string_view line, LoadGenRun& run, std::size_t number) {
  line = trimmed(line);
  const std::size_t at = line.find(" percentile latency (ns)");
  const std::size_t colon = line.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos) return {};
  std::string_view name = line.substr(0, at);
  if (name.ends_with("th")) name.remove_suffix(2);
  const auto percent = parse_number(name);
  if (!percent) return {};
  MUSTER_TRY(const Nanoseconds time, time_in(line.substr(colon + 1), "", 1, number));
  return add_percentile(run.summary, *percent, time, number);
}

/// " * Processed at least 64 queries (285645)." and " * Early stopping 90th percentile estimate: 212617"
Result<void> read_early_stopping(std::string_view line, LoadGenRun& run, std::size_t number) {
  if (const auto text = after(line, "* Processed at least")) {
    const std::size_t open = text->find('('), close = text->find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
    MUSTER_TRY(const std::uint64_t queries, count_in(text->substr(open + 1, close - open - 1), "", number));
    return state_once(run.queries, queries, "the number of queries", number);
  }
  if (const auto text = after(line, "* Early stopping 90th percentile estimate:"))
    return read_time(*text, run.summary.early_stopping_p90, "the early-stopping estimate", number);
  return {};
}

Result<void> read_line(std::string_view line, LoadGenRun& run, std::size_t number) {
  if (const auto text = value_of(line, "SUT name")) run.name = *text;
  if (const auto text = value_of(line, "Scenario")) run.scenario = *text;
  if (const auto text = value_of(line, "Mode")) run.mode = *text;
  if (const auto text = value_of(line, "Result is")) run.valid = *text == "VALID";
  if (const auto text = value_of(line, "Mean latency (ns)"))
    return read_time(*text, run.summary.mean, "the mean", number);
  if (const auto text = value_of(line, "Min latency (ns)"))
    return read_time(*text, run.summary.min, "the minimum", number);
  if (const auto text = value_of(line, "Max latency (ns)"))
    return read_time(*text, run.summary.max, "the maximum", number);
  if (const auto text = value_of(line, "samples_per_query")) {
    MUSTER_TRY(run.samples_per_query, count_in(*text, "", number));
  }
  MUSTER_CHECK_OK(read_percentile(line, run, number));
  return read_early_stopping(line, run, number);
}

bool recognise(std::string_view log) {
  return log.find(kTitle) != std::string_view::npos ||
         (log.size() < 1000 && log.find("errors encountered during test") != std::string_view::npos);
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  std::vector<LoadGenRun> runs;
  MUSTER_CHECK_OK(for_each_line(log, kLongestLogLine, [&](std::string_view line, std::size_t number) -> Result<void> {
    if (trimmed(line) == kTitle) runs.emplace_back().line = number;
    if (auto few = require_few_records(runs.size(), number); !few) return few;
    return runs.empty() ? Result<void>() : read_line(line, runs.back(), number);
  }));
  if (runs.empty()) runs.emplace_back();  // of an accuracy run only the counts of warnings and errors are left
  std::vector<DeviceRecord> records;
  for (LoadGenRun& run : runs) records.push_back(record_of(std::move(run), loadgen_summary_log.tool));
  return records;
}

}  // namespace

const LogFormat loadgen_summary_log{"MLPerf LoadGen", &recognise, &read};

}  // namespace muster
