#pragma once

#include <google/protobuf/message_lite.h>

#include <cstddef>
#include <span>
#include <string_view>

#include "muster/error.h"

namespace muster {

/// Parses all of `bytes`, at most 2 GiB and 200 messages deep, without a word on the standard error. `what` is the
/// kind of model that messages speak of ("Core ML"). Errors: kMalformed, with the offset.
Result<void> parse_message(std::span<const std::byte> bytes, std::string_view what,
                           google::protobuf::MessageLite& message);

}  // namespace muster
