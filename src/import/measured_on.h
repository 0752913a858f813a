#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Reads "DEVICE; OS; RUNTIME; ACCELERATOR; DATE", all five of them; the accelerator is cpu, gpu or npu, the
/// date is YYYY-MM-DD. Errors: kInvalidArgument, with an example.
Result<Device> parse_measured_on(std::string_view text);

/// The text that parse_measured_on reads, "" for what is not told.
std::string as_measured_on(const Device& told);

/// Whether two names can be of one device: one is a part of the other, whatever the case ("Pixel 8", "Google Pixel 8").
bool may_be_one_device(std::string_view name, std::string_view other);

/// A device as a log or a table tells of it, where it tells all five as parse_measured_on wants them; nullopt else.
std::optional<Device> complete_device(const Device& told);

}  // namespace muster
