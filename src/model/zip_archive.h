#pragma once

#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// A zip in memory, open for reading.
using ZipArchive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

/// Opens the zip that `bytes` end with; they must outlive it. `name` is what messages call it. Errors: kNotFound, there
/// is none; kMalformed, one that cannot be trusted (zip64, more than 1000 entries, damaged).
Result<ZipArchive> open_zip(std::span<const std::byte> bytes, std::string_view name);

/// Entry `index` unpacked. Errors: kMalformed, damaged or more than `most_bytes`.
Result<std::vector<std::byte>> read_zip_entry(const ZipArchive& archive, std::uint64_t index, std::size_t most_bytes);

}  // namespace muster
