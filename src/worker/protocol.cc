#include "worker/protocol.h"

#include <cstring>

namespace muster {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Quantization, scales, zero_points, axis)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Crop, kind, fraction, short_side)

namespace {

template <class T>
void put_optional(nlohmann::json& json, const char* key, const std::optional<T>& value) {
  if (value) json[key] = *value;
}

}  // namespace

void to_json(nlohmann::json& json, const TensorSpec& spec) {
  json = {
      {"name", spec.name}, {"type", spec.element_type}, {"shape", spec.shape}, {"channels_first", spec.channels_first}};
  put_optional(json, "quantization", spec.quantization);
}

void from_json(const nlohmann::json& json, TensorSpec& spec) {
  json.at("name").get_to(spec.name);
  json.at("type").get_to(spec.element_type);
  json.at("shape").get_to(spec.shape);
  json.at("channels_first").get_to(spec.channels_first);
  if (json.contains("quantization")) spec.quantization = json.at("quantization").get<Quantization>();
}

void to_json(nlohmann::json& json, const SetupRequest& setup) {
  const Preprocessing& p = setup.preprocessing;
  json = {{"crop", p.crop},       {"resize", p.resize},     {"colour", p.colour},
          {"mean", p.mean},       {"std", p.std},           {"encoding", p.encoding},
          {"input", setup.input}, {"output", setup.output}, {"background_first", setup.background_first}};
}

void from_json(const nlohmann::json& json, SetupRequest& setup) {
  Preprocessing& p = setup.preprocessing;
  json.at("crop").get_to(p.crop);
  json.at("resize").get_to(p.resize);
  json.at("colour").get_to(p.colour);
  json.at("mean").get_to(p.mean);
  json.at("std").get_to(p.std);
  json.at("encoding").get_to(p.encoding);
  json.at("input").get_to(setup.input);
  json.at("output").get_to(setup.output);
  json.at("background_first").get_to(setup.background_first);
}

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
