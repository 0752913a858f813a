#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "muster/model.h"
#include "muster/tensor.h"

namespace muster {

/// A constant that a node reads.
struct ConstantRecipe {
  std::string name = "weights";
  ElementType element_type = ElementType::kUInt8;
  std::vector<std::int32_t> shape;
  std::vector<std::byte> bytes;  ///< empty: as many as the shape needs, 1, 2, 3, …
  std::optional<float> scale;
  bool outside = false;  ///< stored behind the flatbuffer, by offset and size
};

/// One node. It reads the tensor before it (the input, for the first) and its constants; it writes a new
/// tensor of `output_shape`, the last node the model's output.
struct NodeRecipe {
  std::int32_t builtin_code = 22;  ///< RESHAPE; 3 is CONV_2D, 9 FULLY_CONNECTED, 32 CUSTOM
  std::string custom_code;
  std::vector<ConstantRecipe> constants;
  std::vector<std::int32_t> output_shape;
  bool constants_first = false;  ///< TRANSPOSE_CONV: shape and filter stand before x
};

/// A tiny model; by default a classifier of four classes: uint8 1×8×8×3 in, uint8 1×4 out, one fully connected layer.
struct TfliteRecipe {
  std::string description = "built for a test";
  std::vector<TensorSpec> inputs = {{"image", ElementType::kUInt8, {1, 8, 8, 3}, Quantization{{1.0F / 255}, {0}, 0}}};
  std::vector<TensorSpec> outputs = {{"scores", ElementType::kUInt8, {1, 4}, Quantization{{1.0F / 256}, {0}, 0}}};
  std::vector<NodeRecipe> nodes = {
      {9, "", {{"weights", ElementType::kUInt8, {4, 192}, {}, 0.01F, false}}, {1, 4}, false}};
  std::vector<std::int32_t> default_input_shape;  ///< of the first input, beside its dynamic one; empty: 1 for those
  std::optional<Normalisation> normalisation;
  std::vector<std::pair<std::string, std::string>> files;  ///< appended zip: name, content
  std::string label_file;                                  ///< that the metadata names for the first output; "" none
  std::string signature;                                   ///< "" none
};

/// A .tflite file of that recipe. Dynamic dimensions (−1) go to the shape signature, as 1 to the shape.
std::vector<std::byte> build_tflite(const TfliteRecipe& recipe = {});

/// The same classifier with its labels inside.
TfliteRecipe labelled_classifier(const std::vector<std::string>& labels = {"cat", "dog", "bird", "fish"});

}  // namespace muster
