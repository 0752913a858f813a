#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "muster/error.h"
#include "muster/run.h"

namespace muster {

/// Reads "DEVICE; OS; RUNTIME; ACCELERATOR; DATE", all five of them; the accelerator is cpu, gpu or npu, or
/// one that ran a part, as "gpu+cpu"; the date is YYYY-MM-DD. Errors: kInvalidArgument, with an example.
Result<Device> parse_measured_on(std::string_view text);

/// The text that parse_measured_on reads, "" for what is not told.
std::string as_measured_on(const Device& told);

/// What a log or a table tells of its device, and the user says otherwise: "the device A, and … B"; "": nothing. Names
/// may differ by their maker's, systems and runtimes by what one says more.
std::string difference_of(const Device& told, const Device& stated);

/// A device as a log or a table tells of it, where it tells all five as parse_measured_on wants them; nullopt else.
std::optional<Device> complete_device(const Device& told);

}  // namespace muster
