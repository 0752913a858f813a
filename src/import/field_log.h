#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "muster/device_log.h"

namespace muster {

/// Whether a text is a field log: a table (CSV or JSON lines) that names latency_ms in its first line.
bool is_field_log(std::string_view text);

/// Whether a text's first line has the columns or keys of a field log, but for the times in milliseconds.
bool resembles_field_log(std::string_view text);

/// Reads the log that an app wrote, a row an inference: latency_ms; optional beside it battery_percent, temperature,
/// clock_mhz, charging; and device, os, runtime, accelerator, date, model_sha256, which tell one record from another.
/// Raw times, in the order of rows; rows without a time are passed over. Errors name file:line.
Result<std::vector<DeviceRecord>> read_field_log(const std::filesystem::path& log);

/// What all rows of a table of predictions say of where they were had.
struct FieldIdentity {
  Device device;             ///< as far as the table says
  std::string model_sha256;  ///< "": it does not
};

/// Nullopt: the table has none of these columns. Errors: rows of several devices, days or models.
Result<std::optional<FieldIdentity>> field_identity(const std::filesystem::path& table);

}  // namespace muster
