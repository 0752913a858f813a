#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/onnx/onnx_file.h"

/// Builds ONNX models by hand, node by node.
namespace muster::onnx_model {

inline void set_value(onnx::ValueInfoProto& value, const std::string& name, const std::vector<std::int64_t>& shape) {
  value.set_name(name);
  value.mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
  for (const std::int64_t size : shape) {
    auto& dimension = *value.mutable_type()->mutable_tensor_type()->mutable_shape()->add_dim();
    if (size < 0)
      dimension.set_dim_param(std::string(static_cast<std::size_t>(-size), 'n'));
    else
      dimension.set_dim_value(size);
  }
}

/// A model from "image" to "scores", without nodes yet. Negative sizes are open, named n, nn, … by −1, −2, ….
inline onnx::ModelProto empty_model(const std::vector<std::int64_t>& input, const std::vector<std::int64_t>& output) {
  onnx::ModelProto model;
  model.set_ir_version(8);
  model.add_opset_import()->set_version(13);
  model.mutable_graph()->set_name("graph");
  set_value(*model.mutable_graph()->add_input(), "image", input);
  set_value(*model.mutable_graph()->add_output(), "scores", output);
  return model;
}

inline void add_floats(onnx::ModelProto& model, const std::string& name, const std::vector<std::int64_t>& shape,
                       const std::vector<float>& values) {
  auto& tensor = *model.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  for (const std::int64_t size : shape) tensor.add_dims(size);
  for (const float value : values) tensor.add_float_data(value);
}

inline void add_integers(onnx::ModelProto& model, const std::string& name, const std::vector<std::int64_t>& values) {
  auto& tensor = *model.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::INT64);
  tensor.add_dims(static_cast<std::int64_t>(values.size()));
  for (const std::int64_t value : values) tensor.add_int64_data(value);
}

inline onnx::NodeProto& add_node(onnx::ModelProto& model, const std::string& type,
                                 const std::vector<std::string>& inputs, const std::string& output) {
  auto& node = *model.mutable_graph()->add_node();
  node.set_op_type(type);
  for (const std::string& input : inputs) node.add_input(input);
  node.add_output(output);
  return node;
}

inline void add_integers(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::INTS);
  for (const std::int64_t value : values) attribute.add_ints(value);
}

}  // namespace muster::onnx_model
