#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

// What muster's processes say to each other: frames of a four-byte little-endian length and a MessagePack map. Who is
// spoken to is never trusted: every field is checked when it is read.

inline constexpr std::uint32_t kLongestFrame = 64U << 20U;

/// Bytes that MessagePack carries as they are.
struct Blob {
  std::vector<std::uint8_t> bytes;
};
inline void to_json(nlohmann::json& json, const Blob& blob) {
  json = nlohmann::json::binary(blob.bytes);
}
inline void from_json(const nlohmann::json& json, Blob& blob) {
  blob.bytes = json.get_ref<const nlohmann::json::binary_t&>();
}

/// A frame of one message of that kind, its length in front.
std::string frame(std::string_view kind, nlohmann::json content);

/// A message as it arrives.
struct Message {
  std::string kind;
  nlohmann::json content;
};

/// Cuts the first whole frame off `buffer`; nullopt: more bytes are needed.
/// kMalformed: too long, not MessagePack, or without a kind.
Result<std::optional<Message>> take_message(std::string& buffer);

/// The content as that type. kMalformed: a field is missing or of another type.
template <class T>
Result<T> decode(const Message& message) {
  try {
    return message.content.get<T>();
  } catch (const nlohmann::json::exception& error) {
    return fail(ErrorCode::kMalformed, "message '" + message.kind + "': " + error.what());
  }
}

}  // namespace muster
