// Models in the runtime that opens them.
#include "runtime/openvino.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <span>

#include "runtime/coreml/program_builder.h"
#include "support/message_of.h"
#include "support/onnx_builder.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using namespace onnx_model;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::Not;

Result<std::unique_ptr<Session>> open(const onnx::ModelProto& message, const SessionOptions& options = {}) {
  const TempFolder folder;
  const auto path = folder.write_text("m.onnx", message.SerializeAsString());
  MUSTER_TRY(const Model model, openvino_runtime().load_to_run(path, {}));
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

TEST(OnnxInOpenvino, names_all_operators_that_are_missing_and_no_bytes_that_a_terminal_obeys) {
  onnx::ModelProto model = empty_model({1, 3, 4, 4}, {1, 3, 4, 4});
  add_node(model, "Enigma", {"image"}, "a");
  add_node(model, "\x1b[31mRED", {"a"}, "b");
  add_floats(model, "w", {3, 3, 1, 1}, std::vector<float>(9, 1));
  add_node(model, "Conv", {"b", "w"}, "scores");
  const std::string message = message_of(open(model));
  EXPECT_THAT(message, HasSubstr("operators that are not supported: "));
  EXPECT_THAT(message, HasSubstr("Enigma-13"));
  EXPECT_THAT(message, HasSubstr(R"(\x1B[31mRED-13)"));
  EXPECT_THAT(message, HasSubstr("--predictions"));
  EXPECT_THAT(message, Not(HasSubstr("Conv")));
}

TEST(OnnxInOpenvino, takes_an_open_height_and_width_before_or_behind_the_channels) {
  for (const auto& [input, seen] : std::vector<std::pair<std::vector<std::int64_t>, std::vector<std::int64_t>>>{
           {{1, 3, -1, -2}, {1, 3, 20, 30}}, {{-3, -1, -2, 3}, {1, 20, 30, 3}}, {{1, -1, 30, 1}, {1, 20, 30, 1}}}) {
    onnx::ModelProto model = empty_model(input, input);
    add_node(model, "Relu", {"image"}, "scores");
    const auto session = open(model, {1, {20, 30, 0}});
    ASSERT_TRUE(session) << message_of(session);
    EXPECT_EQ((*session)->inputs()[0].shape, seen);
    const TempFolder folder;
    const auto facts = openvino_runtime().facts(folder.write_text("m.onnx", model.SerializeAsString()), {20, 30, 0});
    ASSERT_TRUE(facts) << message_of(facts);
    EXPECT_EQ(std::vector(facts->inputs[0].shape.end() - 3, facts->inputs[0].shape.end()),
              std::vector(seen.end() - 3, seen.end()));
  }
}

Model facts_of(const std::string& network) {
  auto facts = openvino_runtime().facts(std::filesystem::path(MUSTER_UNPACKED) / "networks" / network, {});
  EXPECT_TRUE(facts) << message_of(facts);
  return std::move(facts).value_or(Model{});
}

TEST(CoremlInOpenvino, has_the_facts_of_networks_whose_file_states_no_shapes) {
  for (const std::string name : {"vit", "swin", "convnext"}) {
    SCOPED_TRACE(name);
    const Model layers = facts_of(name + ".mlmodel"), program = facts_of(name + ".mlpackage.zip");
    EXPECT_THAT(layers.uncounted_operators, testing::IsEmpty());
    EXPECT_EQ(layers.multiply_accumulates, program.multiply_accumulates);
    EXPECT_EQ(not_a_classifier(layers), std::nullopt);
    EXPECT_THAT(layers.outputs.at(0).shape, testing::ElementsAre(1, 10));
  }
}

/// A convolution of one channel to two, whose height and width may be 4 to 64, in a program that leaves them open.
CoremlFile flexible() {
  CoremlFile file;
  file.message.set_specificationversion(6);
  auto& input = *file.message.mutable_description()->add_input();
  input.set_name("x");
  auto& image = *input.mutable_type()->mutable_imagetype();
  image.set_height(8), image.set_width(16);
  image.set_colorspace(CoreML::Specification::ImageFeatureType::GRAYSCALE);
  for (auto* range :
       {image.mutable_imagesizerange()->mutable_heightrange(), image.mutable_imagesizerange()->mutable_widthrange()})
    range->set_lowerbound(4), range->set_upperbound(64);
  program::add_constant(file, "w", program::floats({2, 1, 3, 3}).value);
  auto& seen = *program::function_of(file).add_inputs();
  seen.set_name("x");
  auto& output = *program::add_operation(file, "conv", {{"x", "x"}, {"weight", "w"}}, "y").mutable_outputs(0);
  program::set_type(*seen.mutable_type(), CoreML::Specification::MILSpec::FLOAT32, {1, 1, 0, 0});
  program::set_type(*output.mutable_type(), CoreML::Specification::MILSpec::FLOAT32, {1, 2, 0, 0});
  for (auto* type : {seen.mutable_type(), output.mutable_type()})
    for (const int open : {2, 3}) type->mutable_tensortype()->mutable_dimensions(open)->mutable_unknown();
  program::function_of(file).set_opset("CoreML5");
  program::add_output(file, "y");
  return file;
}

TEST(CoremlInOpenvino, counts_a_flexible_program_at_its_usual_size_or_the_one_that_is_asked_for) {
  const TempFolder folder;
  const auto path = folder.write_text("m.mlmodel", flexible().message.SerializeAsString());
  for (const auto& [size, pixels] : std::vector<std::pair<ImageSize, std::uint64_t>>{{{}, 6 * 14}, {{10, 10, 0}, 64}}) {
    const auto facts = openvino_runtime().facts(path, size);
    ASSERT_TRUE(facts) << message_of(facts);
    EXPECT_EQ(facts->multiply_accumulates, pixels * 2 * 9);
    EXPECT_THAT(facts->uncounted_operators, testing::IsEmpty());
  }
}

}  // namespace
}  // namespace muster
