#include "base/frames.h"

#include <cstring>

namespace muster {

std::string frame(std::string_view kind, nlohmann::json content) {
  std::string bytes(sizeof(std::uint32_t), '\0');
  nlohmann::json::to_msgpack({{"kind", kind}, {"content", std::move(content)}}, bytes);
  const auto length = static_cast<std::uint32_t>(bytes.size() - sizeof(std::uint32_t));
  for (std::size_t i = 0; i < sizeof(length); ++i) bytes[i] = static_cast<char>(length >> (8 * i) & 0xFFU);
  return bytes;
}

Result<std::optional<Message>> take_message(std::string& buffer) {
  std::uint32_t length = 0;
  if (buffer.size() < sizeof(length)) return std::nullopt;
  for (std::size_t i = 0; i < sizeof(length); ++i)
    length |= static_cast<std::uint32_t>(static_cast<unsigned char>(buffer[i])) << (8 * i);
  if (length > kLongestFrame) return fail(ErrorCode::kMalformed, "a message of an impossible length");
  if (buffer.size() < sizeof(length) + length) return std::nullopt;
  const char* begin = buffer.data() + sizeof(length);
  auto json = nlohmann::json::from_msgpack(begin, begin + length, /*strict=*/true, /*allow_exceptions=*/false);
  buffer.erase(0, sizeof(length) + length);
  if (!json.is_object() || !json.contains("kind") || !json["kind"].is_string() || !json.contains("content"))
    return fail(ErrorCode::kMalformed, "a message that is none");
  return Message{json["kind"].get<std::string>(), std::move(json["content"])};
}

}  // namespace muster
