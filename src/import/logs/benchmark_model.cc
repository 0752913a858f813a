// LiteRT's benchmark_model, in all its spellings (2019 to today; plain, with INFO prefixes, from logcat).
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "import/logs/benchmark_model_lines.h"
#include "import/logs/log_format.h"
#include "import/logs/log_lines.h"

namespace muster {
namespace {

constexpr double kPrintedDigits = 2e-5;  // six significant digits, rounded on both sides

std::optional<Nanoseconds> from_microseconds(const std::optional<double>& time) {
  if (!time) return std::nullopt;
  return Nanoseconds(std::llround(*time * kMicrosecond));
}

bool equal_as_printed(double a, double b) {
  return std::abs(a - b) <= kPrintedDigits * std::max(std::abs(a), std::abs(b));
}

void refuse(DeviceRecord& record, std::size_t line, std::string what) {
  if (!record.refusal.empty()) return;
  record.refusal = std::move(what);
  record.refusal_line = line;
}

/// The line of statistics of the steady runs: the last, and its average is that of the timings.
void summarize(const BenchmarkRun& run, DeviceRecord& record) {
  LatencySummary& summary = record.run.summary.emplace();
  summary.mean = from_microseconds(run.timings->inference);
  if (run.statistics.empty()) return;
  const StatisticsLine& steady = run.statistics.back();
  if (!steady.average || !equal_as_printed(*steady.average, *run.timings->inference))
    return refuse(
        record, steady.line,
        fmt::format("these statistics are not of the runs whose average line {} gives; the log was cut or put "
                    "together",
                    run.timings->line));
  summary.count = static_cast<std::uint64_t>(steady.count);
  summary.min = from_microseconds(steady.min);
  summary.max = from_microseconds(steady.max);
  const std::array stated{std::pair(5.0, steady.p5), std::pair(50.0, steady.median), std::pair(95.0, steady.p95)};
  for (const auto& [percent, time] : stated)
    if (time) summary.percentiles.push_back({percent, *from_microseconds(time)});
  summary.standard_deviation = from_microseconds(steady.standard_deviation);
  const std::string contradicts = summary.count == 0 ? "no run is counted" : contradiction(summary, kPrintedDigits);
  if (!contradicts.empty()) refuse(record, steady.line, "these statistics contradict themselves: " + contradicts);
}

DeviceRecord record_of(const BenchmarkRun& run) {
  DeviceRecord record;
  record.name = run.graph;
  record.line = run.line;
  record.model_megabytes = run.model_megabytes;
  LatencyRun& timing = record.run;
  timing.tool = benchmark_model_log.tool;
  timing.graph = run.graph;
  timing.threads = run.threads;
  timing.accelerator = run.accelerator + (run.in_part ? "+cpu" : "");
  timing.profiled = run.profiled;
  record.accelerator_line = run.accelerator_line;
  if (run.failed_line) {
    refuse(record, *run.failed_line, "the benchmark failed; it measured nothing");
  } else if (!run.timings) {
    refuse(record, run.line, "the log is cut off: it has no line \"Inference timings in us\"; give the whole log");
  } else {
    summarize(run, record);
    timing.load = from_microseconds(run.timings->init);
    timing.first = from_microseconds(run.timings->first);
    if (!timing.first && run.statistics.size() > 1) timing.first = from_microseconds(run.statistics.front().first);
  }
  if (run.memory_mebibytes) {
    timing.peak_memory_bytes = static_cast<std::uint64_t>(std::llround(*run.memory_mebibytes * 1048576.0));
    if (!run.memory_watched) timing.memory_meaning = "growth of the peak resident size since the tool began";
  }
  return record;
}

bool recognise(std::string_view log) {
  for (const std::string_view sign : {"nference timings in us:", "STARTING!", "Benchmarking failed.", "num_runs",
                                      "Min num runs: [", "Num runs: [", "Profiling Info for"})
    if (log.find(sign) != std::string_view::npos) return true;
  return false;
}

Result<std::vector<DeviceRecord>> read(std::string_view log) {
  MUSTER_TRY(std::vector<BenchmarkRun> runs, parse_benchmark_log(log));
  if (runs.empty() && log.find("Profiling Info for") != std::string_view::npos)
    return refuse_line(1,
                       "only benchmark_model's operator profile is in it, had with the profiler on; give the whole "
                       "log, with its line \"Inference timings in us\"");
  std::erase_if(runs, [](const BenchmarkRun& run) {
    return !run.timings && !run.failed_line && run.statistics.empty() && run.graph.empty();
  });
  std::vector<DeviceRecord> records;
  for (const BenchmarkRun& run : runs) records.push_back(record_of(run));
  return records;
}

}  // namespace

const LogFormat benchmark_model_log{"benchmark_model", &recognise, &read};

}  // namespace muster
