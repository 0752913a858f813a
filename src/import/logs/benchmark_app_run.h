#pragma once

#include <string>

#include "import/logs/log_lines.h"
#include "muster/device_log.h"

namespace muster {

/// One run of OpenVINO's benchmark_app, as far as its console text or its report was read. Times have two decimals.
struct BenchmarkAppRun {
  std::size_t line = 1;
  std::optional<Nanoseconds> compile, first;
  std::optional<std::uint64_t> iterations, requests, batch, threads, compiled_peak_kilobytes;
  LatencySummary summary;  ///< its count stands in `iterations`
  std::string device;      ///< "CPU", "GPU.1"
  std::size_t device_line = 0;
  std::string network;
  std::string failure;  ///< "": none is told
  std::size_t failure_line = 1;
};

/// The record; what was stopped, failed or timed batches has a refusal.
DeviceRecord record_of(BenchmarkAppRun run, std::string_view tool);

/// One field of a report, by benchmark_app's name for it. Errors: a value that is none.
Result<void> read_report_field(BenchmarkAppRun& run, std::string_view name, std::string_view value, std::size_t line);

}  // namespace muster
