#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/graph.h"
#include "muster/error.h"
#include "tflite_generated.h"

namespace muster {

/// A TFLite file whose tables, indices and offsets were all found in range. Views the bytes, which must outlive it.
struct TfliteFile {
  std::span<const std::byte> bytes;
  const tflite::Model* root = nullptr;
  std::vector<std::span<const std::byte>> buffers;  ///< by buffer index

  [[nodiscard]] const tflite::SubGraph& subgraph(flatbuffers::uoffset_t index) const {
    return *root->subgraphs()->Get(index);
  }
};

/// Verifies the flatbuffer, then what its verifier cannot see. Errors: kMalformed; kUnsupported (weights in other
/// files).
Result<TfliteFile> open_tflite(std::span<const std::byte> bytes);

/// The elements of a flatbuffers vector that may be absent.
template <class T>
std::span<const T> elements(const flatbuffers::Vector<T>* vector) {
  if (vector == nullptr) return {};
  return {reinterpret_cast<const T*>(vector->Data()), vector->size()};
}

/// A string that may be absent, cut at 512 bytes: many tables may name one string as long as the file.
std::string_view bounded_text(const flatbuffers::String* text);

/// The operator's name: "CONV_2D", a custom one's own, "UNKNOWN_OPERATOR" for one newer than we know.
std::string_view tflite_operator_name(const tflite::OperatorCode& code);
tflite::BuiltinOperator tflite_operator(const tflite::OperatorCode& code);

ElementType tflite_element_type(tflite::TensorType type);

/// Dimensions with −1 where dynamic; behind the batch only where the file states no size of its own for them (1 stands
/// for none).
std::vector<std::int64_t> tflite_shape(const tflite::Tensor& tensor);

}  // namespace muster
