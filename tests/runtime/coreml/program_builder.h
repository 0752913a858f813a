#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/coreml/coreml_file.h"

/// Builds ML Programs by hand, valid or not.
namespace muster::program {

namespace spec = CoreML::Specification::MILSpec;

/// What an operation takes: an input of the model, or a constant.
struct Argument {
  bool is_input = false, is_whole = false;  ///< an input, of int32
  std::vector<std::int64_t> shape;          ///< of an input
  spec::Value value;                        ///< of a constant
};

/// Inputs of an operation by their names; an input takes one value, or a list of them.
using Arguments = std::vector<std::pair<std::string, std::vector<Argument>>>;

using Shape = std::vector<std::int64_t>;

inline void set_type(spec::ValueType& type, spec::DataType number, const Shape& shape) {
  auto& tensor = *type.mutable_tensortype();
  tensor.set_datatype(number);
  tensor.set_rank(static_cast<std::int64_t>(shape.size()));
  for (const std::int64_t size : shape)
    tensor.add_dimensions()->mutable_constant()->set_size(static_cast<std::uint64_t>(size));
}

inline Argument input(const Shape& shape) {
  return {true, false, shape, {}};
}

inline Argument whole_input(const Shape& shape) {
  return {true, true, shape, {}};
}

inline Argument constant(spec::DataType number, const Shape& shape) {
  Argument argument;
  set_type(*argument.value.mutable_type(), number, shape);
  return argument;
}

/// As many floats as the shape holds; 1, 2, 3, …
inline Argument floats(const Shape& shape) {
  Argument argument = constant(spec::FLOAT32, shape);
  std::int64_t count = 1;
  for (const std::int64_t size : shape) count *= size;
  auto& values = *argument.value.mutable_immediatevalue()->mutable_tensor()->mutable_floats();
  for (std::int64_t i = 0; i < count; ++i) values.add_values(static_cast<float>(i + 1));
  return argument;
}

inline Argument number(float value) {
  Argument argument = constant(spec::FLOAT32, {});
  argument.value.mutable_immediatevalue()->mutable_tensor()->mutable_floats()->add_values(value);
  return argument;
}

inline Argument integers(const std::vector<std::int32_t>& list) {
  Argument argument = constant(spec::INT32, {static_cast<std::int64_t>(list.size())});
  auto& values = *argument.value.mutable_immediatevalue()->mutable_tensor()->mutable_ints();
  for (const std::int32_t value : list) values.add_values(value);
  return argument;
}

inline Argument integer(std::int32_t value) {
  Argument argument = constant(spec::INT32, {});
  argument.value.mutable_immediatevalue()->mutable_tensor()->mutable_ints()->add_values(value);
  return argument;
}

inline Argument flag(bool value) {
  Argument argument = constant(spec::BOOL, {});
  argument.value.mutable_immediatevalue()->mutable_tensor()->mutable_bools()->add_values(value);
  return argument;
}

inline Argument text(const std::string& value) {
  Argument argument = constant(spec::STRING, {});
  argument.value.mutable_immediatevalue()->mutable_tensor()->mutable_strings()->add_values(value);
  return argument;
}

/// Numbers of fewer than 32 bits, as bytes.
inline Argument bytes(spec::DataType number, const Shape& shape, const std::string& values) {
  Argument argument = constant(number, shape);
  argument.value.mutable_immediatevalue()->mutable_tensor()->mutable_bytes()->set_values(values);
  return argument;
}

/// Numbers at an offset of the package's weight file.
inline Argument stored(spec::DataType number, const Shape& shape, std::uint64_t offset) {
  Argument argument = constant(number, shape);
  auto& reference = *argument.value.mutable_blobfilevalue();
  reference.set_filename("@model_path/weights/weight.bin");
  reference.set_offset(offset);
  return argument;
}

inline void set_array(CoreML::Specification::FeatureDescription& feature, const Shape& shape, bool is_whole) {
  using Type = CoreML::Specification::ArrayFeatureType;
  auto& array = *feature.mutable_type()->mutable_multiarraytype();
  array.set_datatype(is_whole ? Type::INT32 : Type::FLOAT32);
  for (const std::int64_t size : shape) array.add_shape(size);
}

/// A model whose program has no operations yet, with an image-like input "x".
inline CoremlFile empty_program(const Shape& shape = {1, 2, 4, 4}) {
  CoremlFile file;
  auto& function = (*file.message.mutable_mlprogram()->mutable_functions())["main"];
  function.set_opset("CoreML5");
  (*function.mutable_block_specializations())["CoreML5"];
  auto& x = *file.message.mutable_description()->add_input();
  x.set_name("x");
  set_array(x, shape, false);
  return file;
}

inline spec::Function& function_of(CoremlFile& file) {
  return (*file.message.mutable_mlprogram()->mutable_functions())["main"];
}

inline spec::Block& block_of(CoremlFile& file) {
  return (*function_of(file).mutable_block_specializations())["CoreML5"];
}

/// Adds an operation whose inputs are bound to names, and which makes `output`.
inline spec::Operation& add_operation(CoremlFile& file, const std::string& type,
                                      const std::vector<std::pair<std::string, std::string>>& inputs,
                                      const std::string& output) {
  auto& operation = *block_of(file).add_operations();
  operation.set_type(type);
  for (const auto& [name, bound] : inputs) (*operation.mutable_inputs())[name].add_arguments()->set_name(bound);
  operation.add_outputs()->set_name(output);
  return operation;
}

inline void add_constant(CoremlFile& file, const std::string& name, const spec::Value& value) {
  auto& operation = *block_of(file).add_operations();
  operation.set_type("const");
  (*operation.mutable_attributes())["val"] = value;
  operation.add_outputs()->set_name(name);
}

inline void add_output(CoremlFile& file, const std::string& name) {
  auto& output = *file.message.mutable_description()->add_output();
  output.set_name(name);
  output.mutable_type()->mutable_multiarraytype();
}

/// A program of one operation with outputs out0, out1, …, whose shapes it does not state.
inline CoremlFile program_of(const std::string& type, const Arguments& arguments, int outputs = 1) {
  CoremlFile file = empty_program();
  file.message.mutable_description()->clear_input();
  spec::Operation tested;
  tested.set_type(type);
  for (const auto& [name, values] : arguments) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string bound = name + std::to_string(i);
      (*tested.mutable_inputs())[name].add_arguments()->set_name(bound);
      if (!values[i].is_input) add_constant(file, bound, values[i].value);
      if (!values[i].is_input) continue;
      auto& feature = *file.message.mutable_description()->add_input();
      feature.set_name(bound);
      set_array(feature, values[i].shape, values[i].is_whole);
    }
  }
  for (int i = 0; i < outputs; ++i) {
    tested.add_outputs()->set_name("out" + std::to_string(i));
    add_output(file, "out" + std::to_string(i));
  }
  *block_of(file).add_operations() = tested;
  return file;
}

}  // namespace muster::program
