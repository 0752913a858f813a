#include "model/coreml/parse_message.h"

#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/stubs/logging.h>

#include <cstdint>

namespace muster {

Result<void> parse_message(std::span<const std::byte> bytes, std::string_view what,
                           google::protobuf::MessageLite& message) {
  constexpr int kDeepest = 200;
  const google::protobuf::LogSilencer silence;
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                                static_cast<int>(bytes.size()));
  stream.SetRecursionLimit(kDeepest);
  if (message.ParseFromCodedStream(&stream) && stream.ConsumedEntireMessage()) return {};
  return fail(ErrorCode::kMalformed,
              fmt::format("no {} model: its protobuf message breaks off at offset {} of {}; export it again", what,
                          stream.CurrentPosition(), bytes.size()));
}

}  // namespace muster
