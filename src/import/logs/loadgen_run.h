#pragma once

#include <string>

#include "import/logs/log_lines.h"
#include "muster/device_log.h"

namespace muster {

/// One run of MLPerf LoadGen, as far as a log of it was read.
struct LoadGenRun {
  std::size_t line = 1;
  std::string name, scenario, mode, date;  ///< "" not stated
  std::optional<bool> valid;
  std::optional<std::uint64_t> queries, samples_per_query, async_queries;
  LatencySummary summary;  ///< its count stands in `queries`
};

/// The record. Only a valid single-stream performance run timed single photos; others have a refusal.
DeviceRecord record_of(LoadGenRun run, std::string_view tool);

}  // namespace muster
