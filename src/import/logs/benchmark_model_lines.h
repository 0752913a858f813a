#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// "count=50 first=… avg=…": times are in microseconds.
struct StatisticsLine {
  std::size_t line = 0;
  double count = 0;
  std::optional<double> first, min, max, average, standard_deviation, p5, median, p95;
};

/// "Inference timings in us: Init: …": times are in microseconds.
struct TimingsLine {
  std::size_t line = 0;
  std::optional<double> init, first, warmup, inference;
};

/// One run as benchmark_model logged it.
struct BenchmarkRun {
  std::size_t line = 0;                    ///< where it begins, from 1
  std::string graph;                       ///< the model's path; "" not stated
  int threads = 0;                         ///< 0: not stated
  std::optional<double> model_megabytes;   ///< 10^6 bytes
  std::vector<StatisticsLine> statistics;  ///< warm-up, then steady runs
  std::optional<TimingsLine> timings;
  std::optional<double> memory_mebibytes;  ///< peak where it was watched, else growth since the start
  bool memory_watched = false;
  std::optional<std::size_t> failed_line;
  std::string accelerator;  ///< what the log says ran it: "cpu", "gpu", "npu"; "nnapi" and "external", which do not say
                            ///< where; "" nothing
  std::size_t accelerator_line = 0;
  bool in_part = false;   ///< it took a part of the network only, and the CPU the rest
  bool profiled = false;  ///< with the profiler of operators on
};

/// The runs in a log, in order. Errors: kMalformed, a line over 64 KiB or a figure that is no time, with the line.
Result<std::vector<BenchmarkRun>> parse_benchmark_log(std::string_view log);

}  // namespace muster
