#include "import/latency_log.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/file.h"
#include "base/text.h"
#include "import/benchmark_log.h"

namespace muster {
namespace {

constexpr std::uint64_t kLargestLog = std::uint64_t{64} << 20U;
constexpr double kPrintedDigits = 2e-5;  // six significant digits, rounded on both sides

std::optional<Nanoseconds> from_microseconds(const std::optional<double>& time) {
  if (!time) return std::nullopt;
  return Nanoseconds(std::llround(*time * 1e3));
}

bool equal_as_printed(double a, double b) {
  return std::abs(a - b) <= kPrintedDigits * std::max(std::abs(a), std::abs(b));
}

std::string describe(const BenchmarkRun& run) {
  const std::string graph = run.graph.empty() ? "" : " of " + printable(run.graph, 80);
  if (run.failed_line) return fmt::format("line {}: a run{} that failed", run.line, graph);
  if (!run.timings) return fmt::format("line {}: a run{} without timings", run.line, graph);
  return fmt::format("line {}: a run{}, {:.1f} ms on average", run.line, graph, *run.timings->inference / 1e3);
}

/// Where and what, in the words of an error.
struct Refusal {
  const std::filesystem::path& path;
  tl::unexpected<Error> operator()(std::size_t line, std::string_view what) const {
    return fail(ErrorCode::kMalformed, fmt::format("{}:{}: {}", path.string(), line, what));
  }
};

/// The one run of a log that ended well.
Result<BenchmarkRun> only_run(std::vector<BenchmarkRun> runs, const std::filesystem::path& path) {
  const Refusal refuse{path};
  std::erase_if(runs, [](const BenchmarkRun& run) {
    return !run.timings && !run.failed_line && run.statistics.empty() && run.graph.empty();
  });
  if (runs.empty()) return refuse(1, "no run of benchmark_model in it; give the whole text that the tool printed");
  if (runs.size() > 1) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < std::min<std::size_t>(runs.size(), 10); ++i) lines.push_back(describe(runs[i]));
    return refuse(runs[1].line, fmt::format("{} runs in one log ({}); keep the lines of the one that counts",
                                            runs.size(), fmt::join(lines, "; ")));
  }
  const BenchmarkRun& run = runs.front();
  if (run.failed_line) return refuse(*run.failed_line, "the benchmark failed; it measured nothing");
  if (!run.timings)
    return refuse(run.line, "the log is cut off: it has no line \"Inference timings in us\"; give the whole log");
  return run;
}

/// Whether there was a run, it took time, and min ≤ median ≤ p95 ≤ max with the average between the ends.
bool in_order(const StatisticsLine& line) {
  if (line.count < 1 || line.average.value_or(0) <= 0) return false;
  double last = 0;
  for (const auto& figure : {line.min, line.median, line.p95, line.max}) {
    if (figure && *figure < last) return false;
    last = figure.value_or(last);
  }
  const double average = *line.average, slack = kPrintedDigits * average;
  return average + slack >= line.min.value_or(0) && average - slack <= line.max.value_or(average);
}

/// The line of statistics of the steady runs: the last, and its average is that of the timings.
Result<LatencySummary> summarize(const BenchmarkRun& run, const std::filesystem::path& path) {
  LatencySummary summary;
  summary.mean = from_microseconds(run.timings->inference);
  if (run.statistics.empty()) return summary;
  const StatisticsLine& steady = run.statistics.back();
  if (!steady.average || !equal_as_printed(*steady.average, *run.timings->inference))
    return Refusal{path}(steady.line,
                         fmt::format("these statistics are not of the runs whose average line {} gives; the log "
                                     "was cut or put together",
                                     run.timings->line));
  if (!in_order(steady))
    return Refusal{path}(steady.line,
                         "these statistics contradict themselves: no run, no time, or percentiles out of order");
  summary.count = static_cast<std::uint64_t>(steady.count);
  summary.min = from_microseconds(steady.min);
  summary.max = from_microseconds(steady.max);
  summary.median = from_microseconds(steady.median);
  summary.p95 = from_microseconds(steady.p95);
  summary.standard_deviation = from_microseconds(steady.standard_deviation);
  return summary;
}

/// The accelerator stated, or the log's own. NNAPI does not say where it runs: only "cpu" contradicts it.
Result<std::string> accelerator_of(const BenchmarkRun& run, const LatencyLogOptions& options,
                                   const std::filesystem::path& path) {
  const std::string& seen = run.accelerator;
  if (!options.measured_on) return seen.empty() ? "cpu" : seen == "nnapi" ? "npu" : seen;
  const std::string& stated = options.measured_on->accelerator;
  const bool agrees = seen.empty() || seen == stated || (seen == "nnapi" && stated != "cpu");
  if (agrees) return stated;
  return Refusal{path}(run.accelerator_line,
                       fmt::format("the log says that {} ran the model, --measured-on says {}", seen, stated));
}

}  // namespace

Result<LatencyRun> read_latency_log(const std::filesystem::path& path, const LatencyLogOptions& options) {
  MUSTER_TRY(const std::vector<std::byte> bytes, read_file(path, kLargestLog));
  auto runs = parse_benchmark_log({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!runs) return fail(runs.error().code, fmt::format("{}:{}", path.string(), runs.error().message));
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (runs->empty() && text.find("Profiling Info for") != std::string_view::npos)
    return Refusal{path}(1,
                         "only benchmark_model's operator profile is in it, had with the profiler on; give the whole "
                         "log, with its line \"Inference timings in us\"");
  MUSTER_TRY(const BenchmarkRun log, only_run(std::move(*runs), path));
  if (options.file_bytes && log.model_megabytes &&
      !equal_as_printed(*log.model_megabytes * 1e6, static_cast<double>(*options.file_bytes)))
    return Refusal{path}(log.line, fmt::format("the log is of a model of {} MB, and this one has {:.6g} MB",
                                               *log.model_megabytes, static_cast<double>(*options.file_bytes) / 1e6));
  LatencyRun run;
  MUSTER_TRY(run.summary, summarize(log, path));
  MUSTER_TRY(run.accelerator, accelerator_of(log, options, path));
  run.origin = options.measured_on ? Origin::kDevice : Origin::kHost;
  run.device = options.measured_on.value_or(Device{});
  run.threads = log.threads;
  run.graph = log.graph;
  run.load = from_microseconds(log.timings->init);
  run.first = from_microseconds(log.timings->first);
  if (!run.first && log.statistics.size() > 1) run.first = from_microseconds(log.statistics.front().first);
  if (log.memory_mebibytes)
    run.peak_memory_bytes = static_cast<std::uint64_t>(std::llround(*log.memory_mebibytes * 1048576.0));
  return run;
}

}  // namespace muster
