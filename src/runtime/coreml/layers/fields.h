#pragma once

#include <google/protobuf/message.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "NeuralNetwork.pb.h"
#include "muster/error.h"
#include "runtime/coreml/element_count.h"

/// Fields of layers: hostile until read by these.
namespace muster::layers {

/// Height and width.
using Pair = std::array<std::int64_t, 2>;
using Sizes = std::vector<std::int64_t>;
using Counts = google::protobuf::RepeatedField<std::uint64_t>;

/// Larger sizes are refused before anything is allocated.
inline constexpr std::uint64_t kMaxSize = 1 << 24;

/// What is wrong with a layer's fields; the caller adds the layer's name.
inline tl::unexpected<Error> malformed(std::string message) {
  return fail(ErrorCode::kMalformed, std::move(message));
}
inline tl::unexpected<Error> unsupported(std::string message) {
  return fail(ErrorCode::kUnsupported, std::move(message));
}

/// Refuses every field that is set and not among `names`, and fields that the format did not have when we were built:
/// a field that is silently ignored makes a network that is quietly wrong.
Result<void> require_only(const google::protobuf::Message& message, std::span<const std::string_view> names);
Result<void> require_only(const google::protobuf::Message& message, std::initializer_list<std::string_view> names);

/// The only value of a shape: 1 to kMaxSize.
Result<std::int64_t> read_size(std::uint64_t value, std::string_view field);

/// All values, each 1 to kMaxSize; together at most kMostElements.
Result<Sizes> read_sizes(const Counts& values, std::string_view field);

/// [height, width], each `fewest` to kMaxSize; `unset` for both when there are none.
Result<Pair> read_pair(const Counts& values, std::string_view field, std::uint64_t unset, std::uint64_t fewest = 1);

/// `value`, or what an unset number stands for.
inline float value_or(float value, float unset) {
  return value == 0 ? unset : value;
}

}  // namespace muster::layers
