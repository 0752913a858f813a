#include "import/latency_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "import/measured_on.h"
#include "muster/device_log.h"

namespace muster {
namespace {

constexpr double kPrintedDigits = 2e-5;  // six significant digits, rounded on both sides

/// The accelerator stated, or the log's own. NNAPI and external delegates do not say where they run: only "cpu"
/// contradicts them. One that took a part of the model only ("gpu+cpu") stays what the log says.
Result<std::string> accelerator_of(const DeviceRecord& record, const LatencyLogOptions& options,
                                   const std::filesystem::path& log) {
  const std::string& seen = record.run.accelerator;
  const std::string first = seen.substr(0, seen.find('+'));
  const bool vague = first == "nnapi" || first == "external", in_part = first != seen;
  if (!options.measured_on) return seen.empty() ? "cpu" : vague && !in_part ? "npu" : seen;
  const std::string& stated = options.measured_on->accelerator;
  const std::string wanted = stated.substr(0, stated.find('+'));
  const bool agrees = seen.empty() || first == wanted || (vague && wanted != "cpu");
  if (agrees) return in_part ? seen : stated;
  return fail(ErrorCode::kMalformed, fmt::format("{}:{}: the log says that {} ran the model, --measured-on says {}",
                                                 log.string(), record.accelerator_line, seen, stated));
}

Result<void> require_same_size(const DeviceRecord& record, const LatencyLogOptions& options,
                               const std::filesystem::path& log) {
  if (!options.file_bytes || same_file_size(record, *options.file_bytes)) return {};
  return fail(ErrorCode::kMalformed,
              fmt::format("{}:{}: the log is of a model of {} MB, and this one has {:.6g} MB", log.string(),
                          record.line, *record.model_megabytes, static_cast<double>(*options.file_bytes) / 1e6));
}

/// Errors: the log tells of another device, system, runtime or day than the user.
Result<void> require_same_device(const DeviceRecord& record, const LatencyLogOptions& options,
                                 const std::filesystem::path& log) {
  if (!options.measured_on) return {};
  const std::string difference = difference_of(record.run.device, *options.measured_on);
  if (!difference.empty())
    return fail(ErrorCode::kMalformed,
                fmt::format("{}:{}: the log names {} with --measured-on", log.string(), record.line, difference));
  return {};
}

Result<std::string> same_digest(const DeviceRecord& record, const LatencyLogOptions& options,
                                const std::filesystem::path& log) {
  const std::string stated = lower_case(options.model_sha256);
  if (record.model_sha256.empty() || stated.empty() || stated == record.model_sha256)
    return stated.empty() ? record.model_sha256 : stated;
  return fail(ErrorCode::kMalformed,
              fmt::format("{}:{}: the log is of the model {}, --model-sha256 says {}", log.string(), record.line,
                          printable(record.model_sha256, 64), printable(stated, 64)));
}

}  // namespace

bool same_file_size(const DeviceRecord& record, std::uint64_t file_bytes) {
  if (!record.model_megabytes) return true;
  const double stated = *record.model_megabytes * 1e6, actual = static_cast<double>(file_bytes);
  return std::abs(stated - actual) <= kPrintedDigits * std::max(stated, actual);
}

Result<LatencyLog> read_latency_log(const std::filesystem::path& log, const LatencyLogOptions& options) {
  MUSTER_TRY(const std::vector<DeviceRecord> records, read_device_log(log));
  MUSTER_TRY(const DeviceRecord record, choose_record(records, options.record, log));
  MUSTER_CHECK_OK(require_same_size(record, options, log));
  MUSTER_CHECK_OK(require_same_device(record, options, log));
  LatencyLog read{record.run, ""};
  MUSTER_TRY(read.model_sha256, same_digest(record, options, log));
  MUSTER_TRY(read.run.accelerator, accelerator_of(record, options, log));
  const std::optional<Device> device = options.measured_on ? options.measured_on : complete_device(record.run.device);
  read.run.origin = device ? Origin::kDevice : Origin::kHost;
  read.run.device = device.value_or(Device{});
  if (device) read.run.device.accelerator = read.run.accelerator;  // the log's own word, where it says more
  return read;
}

}  // namespace muster
