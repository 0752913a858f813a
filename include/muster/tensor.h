#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Number types of tensors, as TFLite, Core ML and ONNX have them.
enum class ElementType {
  kFloat32,
  kFloat16,
  kFloat64,
  kInt4,
  kInt8,
  kUInt8,
  kInt16,
  kUInt16,
  kInt32,
  kUInt32,
  kInt64,
  kUInt64,
  kBool,
  kString,
  kOther,
};

/// The type's name as users know it ("float32", "int8").
std::string_view to_string(ElementType type);

/// Bits of one element; 0 where the size is not fixed (strings, other).
int element_bits(ElementType type);

/// Affine quantization: real = scale × (stored − zero_point). One entry for the
/// whole tensor, or one for each index along `axis`.
struct Quantization {
  std::vector<float> scales;
  std::vector<std::int64_t> zero_points;
  int axis = 0;
};

/// What a model says about one input or output.
struct TensorSpec {
  std::string name;
  ElementType element_type = ElementType::kOther;
  std::vector<std::int64_t> shape;  ///< −1: dynamic
  std::optional<Quantization> quantization;
  bool channels_first = false;  ///< an image as 1×C×H×W or C×H×W, as ONNX and Core ML have them
};

/// Height, width and channels of a tensor that holds one image.
struct ImageSize {
  int height = 0, width = 0, channels = 0;
};

/// The size of the one image (1 or 3 channels, batch 1) that such a tensor holds; nullopt: it holds none.
std::optional<ImageSize> image_size(const TensorSpec& spec);

/// Elements of a tensor of that shape (dynamic dimensions count as 1). Saturates at 2^62.
std::uint64_t element_count(const TensorSpec& spec);

/// Bytes of such a tensor; 0 for types without a fixed size.
std::uint64_t byte_count(const TensorSpec& spec);

}  // namespace muster
