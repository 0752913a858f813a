#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "Model.pb.h"
#include "model/coreml/coreml_facts.h"
#include "support/temp_folder.h"

namespace muster {

namespace spec = CoreML::Specification;
namespace mil = CoreML::Specification::MILSpec;

/// A weight file in the making: a header of 64 bytes, then a record of 64 bytes and the data for each blob.
class WeightFile {
 public:
  /// Appends a blob of that many bytes; returns its record's offset.
  std::uint64_t add(std::uint32_t type, std::size_t bytes) {
    const std::uint64_t offset = content_.size();
    const std::uint32_t head[2] = {0xDEADBEEF, type};
    const std::uint64_t tail[2] = {bytes, offset + 64};
    content_.resize(content_.size() + 64 + (bytes + 63) / 64 * 64, '\0');
    std::memcpy(content_.data() + offset, head, sizeof(head));
    std::memcpy(content_.data() + offset + 8, tail, sizeof(tail));
    return offset;
  }
  std::string& content() { return content_; }

 private:
  std::string content_ = std::string(64, '\0');
};

inline void set_type(mil::ValueType& type, mil::DataType number, const std::vector<std::uint64_t>& shape) {
  type.mutable_tensortype()->set_datatype(number);
  type.mutable_tensortype()->set_rank(static_cast<std::int64_t>(shape.size()));
  for (const std::uint64_t size : shape)
    type.mutable_tensortype()->add_dimensions()->mutable_constant()->set_size(size);
}

inline mil::Value blob_value(mil::DataType number, const std::vector<std::uint64_t>& shape, std::uint64_t offset) {
  mil::Value value;
  set_type(*value.mutable_type(), number, shape);
  value.mutable_blobfilevalue()->set_filename("@model_path/weights/weight.bin");
  value.mutable_blobfilevalue()->set_offset(offset);
  return value;
}

inline mil::Value float_value(float number) {
  mil::Value value;
  set_type(*value.mutable_type(), mil::FLOAT32, {});
  value.mutable_immediatevalue()->mutable_tensor()->mutable_floats()->add_values(number);
  return value;
}

/// An ML Program that is put together operator by operator, with its weights.
class ProgramRecipe {
 public:
  ProgramRecipe() {
    model.set_specificationversion(7);
    auto& input = *model.mutable_description()->add_input();
    input.set_name("image");
    auto& image = *input.mutable_type()->mutable_imagetype();
    image.set_height(8), image.set_width(8), image.set_colorspace(spec::ImageFeatureType::RGB);
    add_output("scores").mutable_type()->mutable_multiarraytype()->set_datatype(spec::ArrayFeatureType::FLOAT32);
    auto& function = (*model.mutable_mlprogram()->mutable_functions())["main"];
    function.set_opset("CoreML6");
    auto& parameter = *function.add_inputs();
    parameter.set_name("image");
    set_type(*parameter.mutable_type(), mil::FLOAT32, {1, 3, 8, 8});
    (*function.mutable_block_specializations())["CoreML6"].add_outputs("scores");
  }

  mil::Block& block() {
    return (*(*model.mutable_mlprogram()->mutable_functions())["main"].mutable_block_specializations())["CoreML6"];
  }
  spec::FeatureDescription& add_output(const std::string& name) {
    auto& output = *model.mutable_description()->add_output();
    output.set_name(name);
    return output;
  }

  /// An operator whose inputs are names: {{"x", "image"}, {"weight", "w"}}.
  mil::Operation& add(const std::string& type, const std::vector<std::pair<std::string, std::string>>& inputs,
                      const std::string& output, const std::vector<std::uint64_t>& shape,
                      mil::DataType number = mil::FLOAT32) {
    mil::Operation& operation = *block().add_operations();
    operation.set_type(type);
    for (const auto& [key, name] : inputs) (*operation.mutable_inputs())[key].add_arguments()->set_name(name);
    operation.add_outputs()->set_name(output);
    set_type(*operation.mutable_outputs(0)->mutable_type(), number, shape);
    return operation;
  }
  void add_const(const std::string& name, const mil::Value& value) {
    mil::Operation& operation = add("const", {}, name, {});
    *operation.mutable_outputs(0)->mutable_type() = value.type();
    (*operation.mutable_attributes())["val"] = value;
  }
  /// A float32 constant of its own in the weight file.
  void add_weights(const std::string& name, const std::vector<std::uint64_t>& shape) {
    std::size_t bytes = 4;
    for (const std::uint64_t size : shape) bytes *= size;
    add_const(name, blob_value(mil::FLOAT32, shape, weights.add(2, bytes)));
  }

  /// The model as a package in `folder`.
  std::filesystem::path write(const TempFolder& folder) {
    folder.write_text(
        "m.mlpackage/Manifest.json",
        R"({"rootModelIdentifier": "A", "itemInfoEntries": {"A": {"path": "com.apple.CoreML/m.mlmodel"}}})");
    folder.write_text("m.mlpackage/Data/com.apple.CoreML/m.mlmodel", model.SerializeAsString());
    folder.write_text("m.mlpackage/Data/com.apple.CoreML/weights/weight.bin", weights.content());
    return folder / "m.mlpackage";
  }
  Result<Model> facts() {
    const TempFolder folder;
    MUSTER_TRY(const CoremlFile file, open_coreml(write(folder)));
    return coreml_facts(file);
  }

  spec::Model model;
  WeightFile weights;
};

/// A network of one 3×3 convolution to four channels, a mean and a classification.
inline ProgramRecipe convolution_recipe() {
  ProgramRecipe recipe;
  recipe.add_weights("w", {4, 3, 3, 3});
  recipe.add("conv", {{"x", "image"}, {"weight", "w"}}, "y", {1, 4, 6, 6});
  recipe.add("reduce_mean", {{"x", "y"}}, "scores", {1, 4});
  return recipe;
}

/// The facts of a message as a .mlmodel.
inline Result<Model> facts_of(const spec::Model& message) {
  const TempFolder folder;
  MUSTER_TRY(const CoremlFile file, open_coreml(folder.write_text("m.mlmodel", message.SerializeAsString())));
  return coreml_facts(file);
}

}  // namespace muster
