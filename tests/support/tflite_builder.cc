#include "support/tflite_builder.h"

#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "tflite_generated.h"
#include "tflite_metadata_generated.h"

namespace muster {
namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

tflite::TensorType tensor_type(ElementType type) {
  switch (type) {
    case ElementType::kFloat32:
      return tflite::TensorType::FLOAT32;
    case ElementType::kFloat16:
      return tflite::TensorType::FLOAT16;
    case ElementType::kInt4:
      return tflite::TensorType::INT4;
    case ElementType::kInt8:
      return tflite::TensorType::INT8;
    case ElementType::kUInt8:
      return tflite::TensorType::UINT8;
    case ElementType::kInt16:
      return tflite::TensorType::INT16;
    case ElementType::kInt32:
      return tflite::TensorType::INT32;
    case ElementType::kInt64:
      return tflite::TensorType::INT64;
    case ElementType::kBool:
      return tflite::TensorType::BOOL;
    default:
      return tflite::TensorType::STRING;
  }
}

/// Assembles one model, table by table.
class Builder {
 public:
  explicit Builder(const TfliteRecipe& recipe) : recipe_(recipe) { buffers_.push_back(tflite::CreateBuffer(builder_)); }

  std::vector<std::byte> build() {
    for (const TensorSpec& spec : recipe_.inputs)
      inputs_.push_back(
          add_tensor(spec, 0, inputs_.empty() ? recipe_.default_input_shape : std::vector<std::int32_t>()));
    for (const TensorSpec& spec : recipe_.outputs) outputs_.push_back(add_tensor(spec, 0));
    for (std::size_t i = 0; i < recipe_.nodes.size(); ++i) add_node(i);
    add_metadata();
    finish();
    const auto* begin = reinterpret_cast<const std::byte*>(builder_.GetBufferPointer());
    std::vector<std::byte> bytes(begin, begin + builder_.GetSize());
    append_outside(bytes);
    return bytes;
  }

 private:
  std::int32_t add_tensor(const TensorSpec& spec, std::uint32_t buffer,
                          const std::vector<std::int32_t>& default_shape = {}) {
    std::vector<std::int32_t> shape, signature;
    for (const std::int64_t size : spec.shape) {
      shape.push_back(size < 0 ? 1 : static_cast<std::int32_t>(size));
      signature.push_back(static_cast<std::int32_t>(size));
    }
    if (!default_shape.empty()) shape = default_shape;
    Offset<tflite::QuantizationParameters> quantization;
    if (spec.quantization)
      quantization = tflite::CreateQuantizationParametersDirect(
          builder_, &spec.quantization->scales, &spec.quantization->zero_points, spec.quantization->axis);
    const auto* dynamic = shape == signature ? nullptr : &signature;
    tensors_.push_back(tflite::CreateTensorDirect(builder_, &shape, tensor_type(spec.element_type), buffer,
                                                  spec.name.c_str(), quantization, false, 0, dynamic));
    return static_cast<std::int32_t>(tensors_.size()) - 1;
  }

  std::int32_t add_constant(const ConstantRecipe& constant) {
    TensorSpec spec{constant.name, constant.element_type, {constant.shape.begin(), constant.shape.end()}, {}};
    if (constant.scale) spec.quantization = Quantization{{*constant.scale}, {0}, 0};
    std::vector<std::byte> bytes = constant.bytes;
    if (bytes.empty()) bytes.resize(byte_count(spec));
    if (constant.bytes.empty())
      for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i + 1);
    buffers_.push_back(constant.outside ? place_outside(bytes) : place_inside(bytes));
    return add_tensor(spec, static_cast<std::uint32_t>(buffers_.size()) - 1);
  }

  Offset<tflite::Buffer> place_inside(const std::vector<std::byte>& bytes) {
    builder_.ForceVectorAlignment(bytes.size(), 1, 16);
    return tflite::CreateBuffer(
        builder_, builder_.CreateVector(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
  }

  /// Behind the flatbuffer, whose size is not known yet: always from kOutsideAt on.
  Offset<tflite::Buffer> place_outside(const std::vector<std::byte>& bytes) {
    const std::uint64_t offset = kOutsideAt + outside_.size();
    outside_.insert(outside_.end(), bytes.begin(), bytes.end());
    return tflite::CreateBuffer(builder_, 0, offset, bytes.size());
  }

  void add_node(std::size_t index) {
    const NodeRecipe& node = recipe_.nodes[index];
    const bool last = index + 1 == recipe_.nodes.size();
    std::vector<std::int32_t> inputs, outputs;
    if (!node.constants_first && (index > 0 || !inputs_.empty())) inputs.push_back(index == 0 ? inputs_[0] : previous_);
    for (const ConstantRecipe& constant : node.constants) inputs.push_back(add_constant(constant));
    if (node.constants_first) inputs.push_back(index == 0 ? inputs_[0] : previous_);
    const TensorSpec between{"node_" + std::to_string(index),
                             ElementType::kFloat32,
                             {node.output_shape.begin(), node.output_shape.end()},
                             {}};
    previous_ = last && !outputs_.empty() ? outputs_[0] : add_tensor(between, 0);
    outputs.push_back(previous_);
    codes_.push_back(tflite::CreateOperatorCodeDirect(builder_,
                                                      static_cast<std::int8_t>(std::min(node.builtin_code, 127)),
                                                      node.custom_code.empty() ? nullptr : node.custom_code.c_str(), 1,
                                                      static_cast<tflite::BuiltinOperator>(node.builtin_code)));
    nodes_.push_back(tflite::CreateOperatorDirect(builder_, static_cast<std::uint32_t>(index), &inputs, &outputs));
  }

  void add_metadata() {
    if (!recipe_.normalisation && recipe_.label_file.empty()) return;
    const std::vector<std::byte> bytes = metadata_bytes();
    buffers_.push_back(place_inside(bytes));
    metadata_.push_back(
        tflite::CreateMetadataDirect(builder_, "TFLITE_METADATA", static_cast<std::uint32_t>(buffers_.size()) - 1));
  }

  [[nodiscard]] std::vector<std::byte> metadata_bytes() const {
    namespace meta = tflite_metadata;
    FlatBufferBuilder builder;
    std::vector<Offset<meta::ProcessUnit>> units;
    if (recipe_.normalisation) {
      const auto options =
          meta::CreateNormalizationOptionsDirect(builder, &recipe_.normalisation->mean, &recipe_.normalisation->std);
      units.push_back(
          meta::CreateProcessUnit(builder, meta::ProcessUnitOptions::NormalizationOptions, options.Union()));
    }
    std::vector<Offset<meta::AssociatedFile>> files;
    if (!recipe_.label_file.empty())
      files.push_back(meta::CreateAssociatedFileDirect(builder, recipe_.label_file.c_str(),
                                                       meta::AssociatedFileType::TENSOR_AXIS_LABELS));
    const std::vector<Offset<meta::TensorMetadata>> inputs = {meta::CreateTensorMetadataDirect(builder, &units)};
    const std::vector<Offset<meta::TensorMetadata>> outputs = {
        meta::CreateTensorMetadataDirect(builder, nullptr, &files)};
    const std::vector<Offset<meta::SubGraphMetadata>> subgraphs = {
        meta::CreateSubGraphMetadataDirect(builder, &inputs, &outputs)};
    meta::FinishModelMetadataBuffer(builder,
                                    meta::CreateModelMetadataDirect(builder, "test", nullptr, nullptr, &subgraphs));
    const auto* begin = reinterpret_cast<const std::byte*>(builder.GetBufferPointer());
    return {begin, begin + builder.GetSize()};
  }

  void finish() {
    const std::vector<Offset<tflite::SubGraph>> subgraphs = {
        tflite::CreateSubGraphDirect(builder_, &tensors_, &inputs_, &outputs_, &nodes_, "main")};
    std::vector<Offset<tflite::SignatureDef>> signatures;
    if (!recipe_.signature.empty())
      signatures.push_back(tflite::CreateSignatureDefDirect(builder_, recipe_.signature.c_str()));
    tflite::FinishModelBuffer(
        builder_, tflite::CreateModelDirect(builder_, 3, &codes_, &subgraphs, recipe_.description.c_str(), &buffers_,
                                            &metadata_, &signatures));
  }

  void append_outside(std::vector<std::byte>& bytes) const {
    if (outside_.empty()) return;
    if (bytes.size() > kOutsideAt) std::abort();  // a recipe too large for a test
    bytes.resize(kOutsideAt);
    bytes.insert(bytes.end(), outside_.begin(), outside_.end());
  }

  static constexpr std::size_t kOutsideAt = 65'536;
  const TfliteRecipe& recipe_;
  FlatBufferBuilder builder_;
  std::vector<Offset<tflite::Buffer>> buffers_;
  std::vector<Offset<tflite::Tensor>> tensors_;
  std::vector<Offset<tflite::OperatorCode>> codes_;
  std::vector<Offset<tflite::Operator>> nodes_;
  std::vector<Offset<tflite::Metadata>> metadata_;
  std::vector<std::int32_t> inputs_, outputs_;
  std::vector<std::byte> outside_;
  std::int32_t previous_ = 0;
};

/// A zip archive of those files, in memory.
std::vector<std::byte> zip_bytes(const std::vector<std::pair<std::string, std::string>>& files) {
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : files)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
  if (zip_close(archive) != 0 || zip_source_open(target) != 0) std::abort();
  zip_source_seek(target, 0, SEEK_END);
  std::vector<std::byte> bytes(static_cast<std::size_t>(zip_source_tell(target)));
  zip_source_seek(target, 0, SEEK_SET);
  if (zip_source_read(target, bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) std::abort();
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

template <class Number>
Number number_at(const std::vector<std::byte>& bytes, std::size_t at) {
  Number number{};
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

/// Adds `shift` to an offset in a zip's directory.
void move_offset(std::vector<std::byte>& bytes, std::size_t at, std::size_t shift) {
  const auto moved = static_cast<std::uint32_t>(number_at<std::uint32_t>(bytes, at) + shift);
  std::memcpy(bytes.data() + at, &moved, sizeof moved);
}

/// Appends the zip as TFLite's own tools do: its offsets count from the start of the model file.
void append_zip(std::vector<std::byte>& model, const std::vector<std::pair<std::string, std::string>>& files) {
  if (files.empty()) return;
  std::vector<std::byte> zip = zip_bytes(files);
  const std::size_t end = zip.size() - 22;
  std::size_t entry = number_at<std::uint32_t>(zip, end + 16);
  for (int left = number_at<std::uint16_t>(zip, end + 10); left > 0; --left) {
    move_offset(zip, entry + 42, model.size());
    entry += 46U + number_at<std::uint16_t>(zip, entry + 28) + number_at<std::uint16_t>(zip, entry + 30) +
             number_at<std::uint16_t>(zip, entry + 32);
  }
  move_offset(zip, end + 16, model.size());
  model.insert(model.end(), zip.begin(), zip.end());
}

}  // namespace

std::vector<std::byte> build_tflite(const TfliteRecipe& recipe) {
  std::vector<std::byte> bytes = Builder(recipe).build();
  append_zip(bytes, recipe.files);
  return bytes;
}

TfliteRecipe labelled_classifier(const std::vector<std::string>& labels) {
  TfliteRecipe recipe;
  std::string text;
  for (const std::string& label : labels) text += label + "\n";
  recipe.label_file = "labels.txt";
  recipe.files = {{"labels.txt", text}};
  return recipe;
}

}  // namespace muster
