#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// What the user says of a log.
struct LatencyLogOptions {
  std::optional<Device> measured_on;        ///< absent: the figures count as the host's
  std::optional<std::uint64_t> file_bytes;  ///< of the model; a log that states another size is refused
};

/// Reads the text log of LiteRT's benchmark_model, in all its spellings (2019 to today; plain, with INFO
/// prefixes, from logcat). The run has a summary and no raw samples; `threads` is 0 where the log does not say.
/// A log whose statistics line was cut off has a mean and a count of 0.
///
/// Errors, with file:line: a run that failed; a run without its line of timings; several runs in one file (it
/// lists them; even where one succeeded, for it may be another model's); statistics that contradict the
/// timings; an accelerator other than the one in `measured_on`; a log of a model of another size.
Result<LatencyRun> read_latency_log(const std::filesystem::path& path, const LatencyLogOptions& options = {});

}  // namespace muster
