#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "muster/device_log.h"
#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// What the user says of a log.
struct LatencyLogOptions {
  std::optional<Device> measured_on;        ///< absent: the figures count as the host's
  std::optional<std::uint64_t> file_bytes;  ///< of the model; a log that states another size is refused
  std::string record;                       ///< which of the log's records, as choose_record takes it
  std::string model_sha256;                 ///< of the model that ran; a log that states another is refused
};

/// A log's record, as a timing run, and what it says of the model.
struct LatencyLog {
  LatencyRun run;            ///< a summary, or raw samples; `threads` is 0 where the log does not say
  std::string model_sha256;  ///< as the log or the user states it; "": neither does
};

/// Whether a log may be of a model file of that size: it states none, or that one, as it rounds it.
bool same_file_size(const DeviceRecord& record, std::uint64_t file_bytes);

/// The one record of a log (any that read_device_log reads) that counts. Where the user does not say on which device it
/// was had, the log's own account stands, if it is a whole one; else the figures count as the host's. Errors: as
/// read_device_log's and choose_record's; an accelerator other than the one in `measured_on`; a log of another model.
Result<LatencyLog> read_latency_log(const std::filesystem::path& log, const LatencyLogOptions& options = {});

}  // namespace muster
