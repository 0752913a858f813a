// ONNX models in the runtime that opens them.
#include "runtime/openvino.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <span>

#include "support/message_of.h"
#include "support/onnx_builder.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using namespace onnx_model;
using testing::ElementsAreArray;

Result<std::unique_ptr<Session>> open(const onnx::ModelProto& message, const SessionOptions& options = {}) {
  const TempFolder folder;
  const auto path = folder.write_text("m.onnx", message.SerializeAsString());
  MUSTER_TRY(const Model model, openvino_runtime().load_to_run(path));
  return openvino_runtime().open(model, options);
}

/// The only output, of the only input.
std::vector<float> run(const onnx::ModelProto& message, const std::vector<float>& input) {
  const auto session = open(message);
  EXPECT_TRUE(session) << message_of(session);
  if (!session) return {};
  std::vector<float> output(byte_count((*session)->outputs()[0]) / sizeof(float));
  const std::span<const std::byte> in = std::as_bytes(std::span(input));
  const std::span<std::byte> out = std::as_writable_bytes(std::span(output));
  EXPECT_TRUE((*session)->run({&in, 1}, {&out, 1}));
  return output;
}

std::vector<float> counting(std::size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 1.F);
  return values;
}

/// A square of `side` pixels with a border of zeros, through a transposed convolution of 4 × 4 weights in strides of 2,
/// one row and column cut off on each side: every pixel adds its weights where they fall.
std::vector<float> transposed_by_hand(const std::vector<float>& pixels, std::size_t side,
                                      const std::vector<float>& weights) {
  const std::size_t padded = side + 2, whole = 2 * (padded - 1) + 4, cut = whole - 2;
  std::vector<float> values(cut * cut);
  for (std::size_t i = 0; i < side * side; ++i)
    for (std::size_t w = 0; w < 16; ++w) {
      const std::size_t row = 2 * (i / side + 1) + w / 4, column = 2 * (i % side + 1) + w % 4;
      if (row >= 1 && column >= 1 && row - 1 < cut && column - 1 < cut)
        values[(row - 1) * cut + column - 1] += pixels[i] * weights[w];
    }
  return values;
}

TEST(OnnxInOpenvino, pads_before_transposed_convolutions_count_in_pixels_of_their_input) {
  onnx::ModelProto model = empty_model({1, 1, 3, 3}, {1, 1, 10, 10});
  add_integers(model, "pads", {0, 0, 1, 1, 0, 0, 1, 1});
  add_floats(model, "w", {1, 1, 4, 4}, counting(16));
  add_node(model, "Pad", {"image", "pads"}, "padded");
  auto& transposed = add_node(model, "ConvTranspose", {"padded", "w"}, "scores");
  add_integers(transposed, "pads", {1, 1, 1, 1});
  add_integers(transposed, "strides", {2, 2});
  EXPECT_THAT(run(model, counting(9)), ElementsAreArray(transposed_by_hand(counting(9), 3, counting(16))));
}

}  // namespace
}  // namespace muster
