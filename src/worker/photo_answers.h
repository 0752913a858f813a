#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "worker/protocol.h"

namespace muster {

// Answers about a photo that no model is asked for.

FingerprintReply fingerprint_reply(const PredictRequest& request);
ThumbnailReply thumbnail_reply(const DegradedRequest& request);

/// As MessagePack carries them.
std::vector<std::uint8_t> bytes_of(std::span<const std::byte> bytes);

}  // namespace muster
