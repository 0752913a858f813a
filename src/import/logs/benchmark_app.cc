// OpenVINO's benchmark_app: its console text.
#include <fmt/format.h>

#include "base/text.h"
#include "import/logs/benchmark_app_run.h"
#include "import/logs/log_format.h"

namespace muster {
namespace {

/// The text between two marks; nullopt where one is missing.
std::optional<std::string_view> between(std::string_view text, std::string_view before, std::string_view behind) {
  const std::size_t at = text.find(before);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + before.size());
  const std::size_t end = text.find(behind);
  return end == std::string_view::npos ? std::nullopt : std::optional(trimmed(text.substr(0, end)));
}

class Parser {
 public:
  Result<void> read(std::string_view raw, std::size_t number) {
    std::string_view line = trimmed(raw);
    if (line.starts_with("[Step 1/")) runs_.emplace_back().line = number;
    if (runs_.empty()) return {};
    MUSTER_CHECK_OK(require_few_records(runs_.size(), number));
    BenchmarkAppRun& run = runs_.back();
    const bool error = line.starts_with("[ ERROR ]");
    if ((error || line.starts_with("Traceback")) && run.failure.empty()) {
      run.failure = error ? fmt::format("benchmark_app failed: {}", printable(line.substr(9))) : "benchmark_app failed";
      run.failure_line = number;
    }
    if (line.starts_with("[Step 10/") || line.starts_with("[Step 9/")) MUSTER_CHECK_OK(read_requests(line, number));
    if (!line.starts_with("[ INFO ]")) return {};
    line = trimmed(line.substr(8));
    MUSTER_CHECK_OK(read_setup(line, number));
    return read_statistics(line, number);
  }

  std::vector<BenchmarkAppRun> take() { return std::move(runs_); }

 private:
  Result<void> read_requests(std::string_view line, std::size_t number) {
    if (line.find("Start inference synchronously") != std::string_view::npos) runs_.back().requests = 1;
    auto requests = between(line, "asynchronously, ", " inference requests");
    if (!requests) requests = between(line, "asyncronously, ", " inference requests");  // so before 2022
    if (!requests) return {};
    MUSTER_TRY(runs_.back().requests, count_in(*requests, "", number));
    return {};
  }

  Result<void> read_setup(std::string_view line, std::size_t number) {
    BenchmarkAppRun& run = runs_.back();
    if (const auto text = after(line, "NETWORK_NAME:")) run.network = *text;
    for (const std::string_view key : {"Compile model took", "Load network took"})
      if (const auto text = after(line, key)) return time(run.compile, *text, "the time of compiling", number);
    if (const auto text = after(line, "First inference took"))
      return time(run.first, *text, "the first inference", number);
    if (const auto text = after(line, "Model batch size:"))
      return count(run.batch, *text, "", "the batch size", number);
    if (const auto text = after(line, "INFERENCE_NUM_THREADS:"))
      return count(run.threads, *text, "", "the number of threads", number);
    if (const auto text = after(line, "End of compilation memory usage: Peak"))
      return count(run.compiled_peak_kilobytes, *text, " KB", "the peak of memory", number);
    for (const std::string_view key : {"Execution Devices:", "EXECUTION_DEVICES:"})
      if (const auto text = after(line, key)) {
        run.device = std::string(between(*text, "['", "']").value_or(*text));
        run.device_line = number;
      }
    return {};
  }

  Result<void> read_statistics(std::string_view line, std::size_t number) {
    BenchmarkAppRun& run = runs_.back();
    if (const auto text = after(line, "Count:"))
      return count(run.iterations, *text, " iterations", "the number of iterations", number);
    if (const auto text = after(line, "Average:")) return time(run.summary.mean, *text, "the average", number);
    if (const auto text = after(line, "Min:")) return time(run.summary.min, *text, "the minimum", number);
    if (const auto text = after(line, "Max:")) return time(run.summary.max, *text, "the maximum", number);
    const std::size_t named = line.find(" percentile:");
    const auto percent = line.starts_with("Median:")                    ? std::optional(50.0)
                         : named != std::string_view::npos && named < 8 ? parse_number(line.substr(0, named))
                                                                        : std::nullopt;
    if (!percent) return {};
    MUSTER_TRY(const Nanoseconds value, time_in(line.substr(line.find(':') + 1), " ms", kMillisecond, number));
    return add_percentile(run.summary, *percent, value, number);
  }

  static Result<void> time(std::optional<Nanoseconds>& target, std::string_view text, std::string_view what,
                           std::size_t line) {
    MUSTER_TRY(const Nanoseconds value, time_in(text, " ms", kMillisecond, line));
    return state_once(target, value, what, line);
  }

  static Result<void> count(std::optional<std::uint64_t>& target, std::string_view text, std::string_view unit,
                            std::string_view what, std::size_t line) {
    MUSTER_TRY(const std::uint64_t value, count_in(text, unit, line));
    return state_once(target, value, what, line);
  }

  std::vector<BenchmarkAppRun> runs_;
};

bool recognise(std::string_view log) {
  return log.find("[Step 1/") != std::string_view::npos &&
         log.find("Parsing and validating input arg") != std::string_view::npos;
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  Parser parser;
  MUSTER_CHECK_OK(for_each_line(log, kLongestLogLine,
                                [&](std::string_view line, std::size_t number) { return parser.read(line, number); }));
  std::vector<DeviceRecord> records;
  for (BenchmarkAppRun& run : parser.take()) records.push_back(record_of(std::move(run), benchmark_app_log.tool));
  return records;
}

}  // namespace

const LogFormat benchmark_app_log{"benchmark_app", &recognise, &read};

}  // namespace muster
