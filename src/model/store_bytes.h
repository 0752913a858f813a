#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace muster {

/// Bytes of a file as an app store ships it inside a zip: raw deflate (RFC 1951) at level 6, over independent
/// chunks of 1 MiB so that memory stays bounded. A zip's single stream comes out up to 0.5 % smaller.
std::uint64_t store_bytes(std::span<const std::byte> bytes);

}  // namespace muster
