#pragma once

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>

#include <cstring>
#include <string>
#include <vector>

#include "runtime/coreml/run_network.h"
#include "runtime/coreml/translate_network.h"

namespace muster {

struct Array {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

/// One layer, as protobuf text; what flows into it, and what has to come out: all its outputs one after another.
struct LayerCase {
  std::string name;
  std::string layer;
  std::vector<Array> inputs;
  Array expected;
  int outputs = 1;
};

inline void PrintTo(const LayerCase& layer_case, std::ostream* out) {
  *out << layer_case.layer;
}

/// 0, 1, 2, … of a shape.
inline Array counting(const std::vector<std::int64_t>& shape) {
  Array array{shape, {}};
  std::int64_t count = 1;
  for (const std::int64_t size : shape) count *= size;
  for (std::int64_t i = 0; i < count; ++i) array.values.push_back(static_cast<float>(i));
  return array;
}

/// A network of that one layer 'tested', whose inputs are in0, in1, … and whose outputs out0, out1, …
inline CoreML::Specification::Model model_of(const std::string& layer, const std::vector<Array>& inputs,
                                             int outputs = 1) {
  CoreML::Specification::Model model;
  auto& network = *model.mutable_neuralnetwork();
  network.set_arrayinputshapemapping(CoreML::Specification::EXACT_ARRAY_MAPPING);
  auto& message = *network.add_layers();
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(layer, &message)) << layer;
  message.set_name("tested");
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto& input = *model.mutable_description()->add_input();
    input.set_name("in" + std::to_string(i));
    for (const std::int64_t size : inputs[i].shape) input.mutable_type()->mutable_multiarraytype()->add_shape(size);
    message.add_input(input.name());
  }
  for (int i = 0; i < outputs; ++i) {
    message.add_output("out" + std::to_string(i));
    auto& output = *model.mutable_description()->add_output();
    output.set_name(message.output(i));
    output.mutable_type()->mutable_multiarraytype();
  }
  return model;
}

inline void expect_result(const LayerCase& layer_case) {
  const auto network = translate_network(model_of(layer_case.layer, layer_case.inputs, layer_case.outputs));
  ASSERT_TRUE(network) << message_of(network);
  const ov::Shape shape = (*network)->output(0).get_shape();
  EXPECT_THAT(std::vector<std::int64_t>(shape.begin(), shape.end()),
              testing::ElementsAreArray(layer_case.expected.shape));
  std::vector<float> input;
  for (const Array& array : layer_case.inputs) input.insert(input.end(), array.values.begin(), array.values.end());
  const std::vector<float> values = run_model(*network, std::as_bytes(std::span(input)));
  EXPECT_LT(relative_error(values, layer_case.expected.values), 1e-5) << testing::PrintToString(values);
}

/// Why a layer is refused.
inline std::string refusal_of(const std::string& layer, const std::vector<Array>& inputs, int outputs = 1) {
  return message_of(translate_network(model_of(layer, inputs, outputs)));
}

class LayerTest : public testing::TestWithParam<LayerCase> {};

inline std::string name_of(const testing::TestParamInfo<LayerCase>& info) {
  return info.param.name;
}

}  // namespace muster
