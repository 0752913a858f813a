#include "model/onnx/onnx_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "model/coreml/package_sizes.h"
#include "support/message_of.h"
#include "support/onnx_builder.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

using namespace onnx_model;

onnx::TensorProto& add_initializer(onnx::ModelProto& model, const std::string& name,
                                   const std::vector<std::int64_t>& shape) {
  auto& tensor = *model.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  std::size_t bytes = 4;
  for (const std::int64_t size : shape) tensor.add_dims(size), bytes *= static_cast<std::size_t>(size);
  tensor.set_raw_data(std::string(bytes, '\0'));
  return tensor;
}

/// An image through a padded convolution, global pooling, flatten and a fully connected layer; no shapes are stated.
onnx::ModelProto network_recipe() {
  onnx::ModelProto model;
  model.set_ir_version(8);
  model.set_producer_name("pytorch");
  model.add_opset_import()->set_version(13);
  set_value(*model.mutable_graph()->add_input(), "image", {-1, 3, 8, 8});
  set_value(*model.mutable_graph()->add_output(), "scores", {-1, 5});
  add_initializer(model, "w", {4, 3, 3, 3});
  auto& convolution = add_node(model, "Conv", {"image", "w"}, "a");
  add_integers(convolution, "pads", {1, 1, 1, 1});
  add_integers(convolution, "strides", {2, 2});
  add_node(model, "Relu", {"a"}, "b");
  add_node(model, "GlobalAveragePool", {"b"}, "c");
  add_node(model, "Flatten", {"c"}, "d");
  add_initializer(model, "m", {4, 5});
  add_node(model, "Gemm", {"d", "m"}, "scores");
  return model;
}

Result<OnnxFile> open_in(const TempFolder& folder, const onnx::ModelProto& message) {
  return open_onnx(folder.write_text("m.onnx", message.SerializeAsString()));
}

Result<Model> facts_of(const onnx::ModelProto& message) {
  const TempFolder folder;
  MUSTER_TRY(const OnnxFile file, open_in(folder, message));
  return onnx_facts(file);
}

Model load(const onnx::ModelProto& message) {
  auto facts = facts_of(message);
  EXPECT_TRUE(facts) << message_of(facts);
  return std::move(facts).value_or(Model{});
}

TEST(OnnxFacts, follow_shapes_and_count_multiply_accumulates) {
  const Model model = load(network_recipe());
  EXPECT_EQ(model.multiply_accumulates, 16U * 4 * 27 + 20U);
  EXPECT_EQ(model.parameter_count, 128U);
  EXPECT_THAT(model.bytes_by_type, ElementsAre(Pair("float32", 512U)));
  EXPECT_THAT(model.uncounted_operators, IsEmpty());
  EXPECT_EQ(model.format_version, "IR 8, opset 13");
  EXPECT_EQ(model.description, "pytorch");
  EXPECT_THAT(model.inputs.at(0).shape, ElementsAre(-1, 3, 8, 8));
  EXPECT_TRUE(model.inputs[0].channels_first);
  EXPECT_EQ(not_a_classifier(model), std::nullopt);
}

TEST(OnnxFacts, tell_what_the_network_ends_in) {
  onnx::ModelProto message = network_recipe();
  EXPECT_EQ(load(message).output_activation, "none");
  EXPECT_EQ(load(message).output_operator, "Gemm");
  const auto ends_in = [&](const std::string& last) {
    onnx::ModelProto longer = message;
    longer.mutable_graph()->mutable_node(4)->set_output(0, "logits");
    add_node(longer, last, {"logits"}, "made");
    add_node(longer, "Identity", {"made"}, "scores");
    return load(longer).output_activation;
  };
  EXPECT_EQ(ends_in("Softmax"), "softmax");
  EXPECT_EQ(ends_in("Sigmoid"), "sigmoid");
  EXPECT_EQ(ends_in("LogSoftmax"), "log_softmax");
  EXPECT_EQ(ends_in("Hardmax"), "");
}

TEST(OnnxFacts, count_initializers_that_are_inputs_too_as_constants) {
  onnx::ModelProto message = network_recipe();
  set_value(*message.mutable_graph()->add_input(), "w", {4, 3, 3, 3});
  EXPECT_EQ(load(message).inputs.size(), 1U);
}

TEST(OnnxFacts, follow_paddings_that_are_computed) {
  onnx::ModelProto message = network_recipe();
  auto& graph = *message.mutable_graph();
  auto& one = add_node(message, "Constant", {}, "two_pads");
  one.add_attribute()->set_name("value");
  auto& tensor = *one.mutable_attribute(0)->mutable_t();
  tensor.set_data_type(onnx::TensorProto::INT64);
  tensor.add_dims(4);
  for (const std::int64_t pad : {0, 0, 1, 1}) tensor.add_int64_data(pad);
  add_node(message, "Concat", {"two_pads", "two_pads"}, "pads");
  add_node(message, "Pad", {"image", "pads"}, "padded");
  graph.mutable_node(0)->set_input(0, "padded");
  auto& nodes = *graph.mutable_node();
  std::rotate(nodes.pointer_begin(), nodes.pointer_end() - 3, nodes.pointer_end());
  EXPECT_EQ(load(message).multiply_accumulates, 25U * 4 * 27 + 20U);
}

TEST(OnnxFacts, leave_uncounted_what_is_behind_an_operator_that_is_not_followed) {
  onnx::ModelProto message = network_recipe();
  message.mutable_graph()->mutable_node(1)->set_op_type("DepthToSpace");
  EXPECT_THAT(load(message).uncounted_operators, ElementsAre("Gemm"));
  set_value(*message.mutable_graph()->add_value_info(), "d", {1, 4});
  EXPECT_THAT(load(message).uncounted_operators, IsEmpty()) << "the file states the shape";
}

TEST(OnnxFacts, list_operators_of_other_domains) {
  onnx::ModelProto message = network_recipe();
  message.mutable_graph()->mutable_node(1)->set_domain("com.example");
  const Model model = load(message);
  EXPECT_THAT(model.custom_operators, ElementsAre("com.example.Relu"));
  EXPECT_THAT(model.uncounted_operators, testing::Contains("Relu"));
}

TEST(OnnxFacts, read_labels_from_the_metadata) {
  onnx::ModelProto message = network_recipe();
  auto& entry = *message.add_metadata_props();
  entry.set_key("labels");
  for (const char* text : {R"(["cat", "dog"])", R"({"1": "dog", "0": "cat"})", "{0: 'cat', 1: 'dog'}"}) {
    entry.set_value(text);
    EXPECT_THAT(load(message).labels, ElementsAre("cat", "dog"));
  }
  for (const char* text : {"cat,dog", "7", "[1, 2]", "{\"a\": \"cat\"}"}) {
    entry.set_value(text);
    EXPECT_THAT(load(message).labels, IsEmpty());
    EXPECT_THAT(load(message).warnings, ElementsAre(HasSubstr("the labels cannot be read: metadata 'labels':1: ")));
  }
}

/// The convolution's weights in a file beside the model.
onnx::ModelProto external_recipe(const std::string& location, const std::string& offset, const std::string& length) {
  onnx::ModelProto message = network_recipe();
  auto& tensor = *message.mutable_graph()->mutable_initializer(0);
  tensor.clear_raw_data();
  tensor.set_data_location(onnx::TensorProto::EXTERNAL);
  for (const auto& [key, value] : {std::pair("location", location), {"offset", offset}, {"length", length}}) {
    auto& entry = *tensor.add_external_data();
    entry.set_key(key), entry.set_value(value);
  }
  return message;
}

TEST(OnnxFacts, find_weights_in_a_file_beside_the_model) {
  const TempFolder folder;
  folder.write_text("weights/w.bin", std::string(500, '\0'));
  const auto file = open_in(folder, external_recipe("weights/w.bin", "64", "432"));
  ASSERT_TRUE(file) << message_of(file);
  Model model = onnx_facts(*file).value_or(Model{});
  EXPECT_EQ(model.parameter_count, 128U);
  add_package_sizes(file->files, model);
  EXPECT_EQ(model.file_bytes, file->files.at("m.onnx").size() + 500);
}

TEST(OnnxFacts, refuse_weights_outside_of_their_file) {
  const TempFolder folder;
  folder.write_text("w.bin", std::string(500, '\0'));
  for (const auto& [offset, length] : std::vector<std::pair<const char*, const char*>>{
           {"501", "0"}, {"64", "437"}, {"-1", "432"}, {"9223372036854775807", "432"}, {"0", "x"}}) {
    const auto file = open_in(folder, external_recipe("w.bin", offset, length));
    ASSERT_TRUE(file) << message_of(file);
    EXPECT_THAT(message_of(onnx_facts(*file)), HasSubstr("outside the file of 500 bytes")) << offset;
  }
}

TEST(OnnxFacts, refuse_weights_outside_of_the_models_folder) {
  const TempFolder folder;
  std::filesystem::create_symlink("/etc/passwd", folder / "link");
  for (const char* location : {"../w.bin", "/etc/passwd", "a/../../w.bin", "", "link"})
    EXPECT_THAT(message_of(open_in(folder, external_recipe(location, "0", "4"))),
                HasSubstr("leads out of the model's folder"))
        << location;
}

TEST(OnnxFacts, refuse_a_cycle) {
  onnx::ModelProto message = network_recipe();
  message.mutable_graph()->mutable_node(0)->set_input(0, "b");
  EXPECT_THAT(message_of(facts_of(message)), HasSubstr("'Conv' reads 'b', which nothing before it computes: a cycle"));
}

TEST(OnnxFacts, refuse_constants_larger_than_what_is_stored) {
  onnx::ModelProto message = network_recipe();
  auto& tensor = *message.mutable_graph()->mutable_initializer(0);
  tensor.set_dims(0, 1 << 29);
  EXPECT_THAT(message_of(facts_of(message)), HasSubstr("has only 108"));
  for (int i = 0; i < 4; ++i) tensor.set_dims(i, std::numeric_limits<std::int64_t>::max());
  EXPECT_THAT(message_of(facts_of(message)), HasSubstr("of 18446744073709551615 float32 elements has only 108"));
  tensor.set_dims(0, -4);
  EXPECT_THAT(message_of(facts_of(message)), HasSubstr("a size is negative"));
}

TEST(OnnxFacts, refuse_what_is_no_onnx_model) {
  const TempFolder folder;
  const std::string whole = network_recipe().SerializeAsString();
  EXPECT_THAT(message_of(open_onnx(folder.write_text("m.onnx", whole.substr(0, whole.size() / 2)))),
              HasSubstr("breaks off at offset"));
  EXPECT_THAT(message_of(open_onnx(folder.write_text("m.onnx", "\x08\x08"))), HasSubstr("it holds no graph"));
}

}  // namespace
}  // namespace muster
