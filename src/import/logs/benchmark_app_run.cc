#include "import/logs/benchmark_app_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace muster {
namespace {

constexpr double kTwoDecimals = 0.02;  // of half a millisecond

std::string accelerator_of(std::string_view device) {
  for (const auto& [name, accelerator] :
       {std::pair("CPU", "cpu"), std::pair("GPU", "gpu"), std::pair("NPU", "npu"), std::pair("MYRIAD", "npu")})
    if (device.starts_with(name)) return accelerator;
  return "";
}

std::string refusal_of(const BenchmarkAppRun& run) {
  const LatencySummary& summary = run.summary;
  if (!run.failure.empty()) return run.failure;
  if (!summary.mean) return "the run was stopped before its statistics; give the whole text that the tool printed";
  if (!run.requests) return "it does not say how many requests were in flight at once; give the whole text";
  if (run.batch.value_or(1) > 1)
    return fmt::format("its times are of {} images at once, not of a single photo", *run.batch);
  if (summary.count == 0) return "no inference is counted";
  return contradiction(summary, kTwoDecimals);
}

/// "latency (95 percentile) (ms)" → 95.
std::optional<double> percent_in(std::string_view name) {
  constexpr std::string_view kBefore = "latency (", kAfter = " percentile) (ms)";
  if (!name.starts_with(kBefore) || !name.ends_with(kAfter)) return std::nullopt;
  return parse_number(name.substr(kBefore.size(), name.size() - kBefore.size() - kAfter.size()));
}

}  // namespace

Result<void> read_report_field(BenchmarkAppRun& run, std::string_view name, std::string_view value, std::size_t line) {
  struct Time {
    std::string_view name;
    std::optional<Nanoseconds>* target;
  };
  const std::array times{Time{"compile model time (ms)", &run.compile}, Time{"load network time (ms)", &run.compile},
                         Time{"first inference time (ms)", &run.first}, Time{"avg latency", &run.summary.mean},
                         Time{"min latency", &run.summary.min},         Time{"max latency", &run.summary.max}};
  for (const Time& time : times) {
    if (name != time.name) continue;
    MUSTER_TRY(const Nanoseconds stated, time_in(value, "", kMillisecond, line));
    return state_once(*time.target, stated, name, line);
  }
  if (const auto percent = name == "latency (ms)" ? std::optional(50.0) : percent_in(name)) {
    MUSTER_TRY(const Nanoseconds stated, time_in(value, "", kMillisecond, line));
    return add_percentile(run.summary, *percent, stated, line);
  }
  struct Count {
    std::string_view name;
    std::optional<std::uint64_t>* target;
  };
  const std::array counts{Count{"total number of iterations", &run.iterations},
                          Count{"number of parallel infer requests", &run.requests}, Count{"batch size", &run.batch}};
  for (const Count& count : counts) {
    if (name != count.name) continue;
    MUSTER_TRY(const std::uint64_t stated, count_in(value, "", line));
    return state_once(*count.target, stated, name, line);
  }
  if (name == "target device") run.device = value, run.device_line = line;
  if (name == "topology") run.network = value;
  return {};
}

DeviceRecord record_of(BenchmarkAppRun run, std::string_view tool) {
  DeviceRecord record;
  record.name = run.network;
  record.line = run.line;
  LatencyRun& timing = record.run;
  timing.tool = tool;
  timing.accelerator = accelerator_of(run.device);
  record.accelerator_line = timing.accelerator.empty() ? 0 : run.device_line;
  timing.threads = static_cast<int>(std::min<std::uint64_t>(run.threads.value_or(0), 1024));
  timing.requests = static_cast<int>(std::clamp<std::uint64_t>(run.requests.value_or(1), 1, 1'000'000));
  timing.load = run.compile;
  timing.first = run.first;
  if (run.compiled_peak_kilobytes) {
    timing.peak_memory_bytes = *run.compiled_peak_kilobytes * 1024;
    timing.memory_meaning = "largest resident size until the model was compiled";
  }
  LatencySummary& summary = run.summary;
  summary.count = run.iterations.value_or(0);
  std::ranges::sort(summary.percentiles, {}, &StatedPercentile::percent);
  record.refusal = refusal_of(run);
  timing.summary = std::move(summary);
  record.refusal_line = run.failure.empty() ? record.line : run.failure_line;
  return record;
}

}  // namespace muster
