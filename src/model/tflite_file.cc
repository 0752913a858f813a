#include "model/tflite_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace muster {
namespace {

auto malformed(std::string message) {
  return fail(ErrorCode::kMalformed, std::move(message) + "; the file is damaged, export it again");
}

bool in_range(std::int32_t index, std::size_t count) {
  return index >= 0 && static_cast<std::size_t>(index) < count;
}

/// Tables may share vectors, so a small file can describe an endless model. An honest file spends at least
/// four bytes of its own on each index or dimension; this is the sum that may be visited.
class Visits {
 public:
  explicit Visits(std::size_t file_bytes) : left_(file_bytes + 4096) {}
  bool spend(std::size_t count) {
    if (count > left_) return false;
    left_ -= count;
    return true;
  }

 private:
  std::size_t left_;
};

Result<void> check_shape(std::span<const std::int32_t> shape, std::string_view where) {
  constexpr std::size_t kMostDimensions = 32;
  constexpr std::uint64_t kMostElements = std::uint64_t{1} << 48U;
  if (shape.size() > kMostDimensions) return malformed(fmt::format("{}: {} dimensions", where, shape.size()));
  std::uint64_t count = 1;
  for (const std::int32_t size : shape) {
    if (size < -1) return malformed(fmt::format("{}: dimension {}", where, size));
    count *= static_cast<std::uint64_t>(std::max(size, 1));
    if (count > kMostElements) return malformed(fmt::format("{}: a shape of more than 2^48 elements", where));
  }
  return {};
}

Result<void> check_quantization(const tflite::Tensor& tensor, Visits& visits, std::string_view where) {
  const auto* quantization = tensor.quantization();
  if (quantization == nullptr) return {};
  const auto scales = elements(quantization->scale()).size();
  const auto zero_points = elements(quantization->zero_point()).size();
  if (!visits.spend(scales + zero_points)) return malformed("its tables share more than the file holds");
  if (zero_points != 0 && scales != zero_points)
    return malformed(fmt::format("{}: {} scales but {} zero points", where, scales, zero_points));
  if (scales <= 1) return {};
  const auto shape = elements(tensor.shape());
  const std::int32_t axis = quantization->quantized_dimension();
  if (!in_range(axis, shape.size()) || shape[static_cast<std::size_t>(axis)] != static_cast<std::int64_t>(scales))
    return malformed(fmt::format("{}: {} scales along dimension {}, which has not that size", where, scales, axis));
  return {};
}

/// A constant that is shorter than its shape says would be read beyond its end.
Result<void> check_constant(const TfliteFile& file, const tflite::Tensor& tensor, std::string_view where) {
  const std::size_t stored = file.buffers[tensor.buffer()].size();
  if (stored == 0 || tensor.sparsity() != nullptr) return {};
  const TensorSpec spec{
      {}, tflite_element_type(tensor.type()), {elements(tensor.shape()).begin(), elements(tensor.shape()).end()}, {}};
  if (stored < byte_count(spec))
    return malformed(fmt::format("{}: its shape takes {} bytes, its buffer {} has {}", where, byte_count(spec),
                                 tensor.buffer(), stored));
  return {};
}

Result<void> check_tensor(const TfliteFile& file, const tflite::Tensor& tensor, Visits& visits,
                          std::string_view where) {
  if (tensor.external_buffer() != 0)
    return fail(ErrorCode::kUnsupported,
                fmt::format("{}: its values lie in another file, which is not supported yet", where));
  if (tensor.buffer() >= file.buffers.size())
    return malformed(fmt::format("{}: buffer {} of {}", where, tensor.buffer(), file.buffers.size()));
  if (!visits.spend(elements(tensor.shape()).size() + elements(tensor.shape_signature()).size()))
    return malformed("its tables share more than the file holds");
  MUSTER_CHECK_OK(check_shape(elements(tensor.shape()), where));
  MUSTER_CHECK_OK(check_shape(elements(tensor.shape_signature()), where));
  MUSTER_CHECK_OK(check_quantization(tensor, visits, where));
  return check_constant(file, tensor, where);
}

Result<void> check_indices(std::span<const std::int32_t> indices, std::size_t count, bool optional, Visits& visits,
                           std::string_view where) {
  if (!visits.spend(indices.size())) return malformed("its tables share more than the file holds");
  for (const std::int32_t index : indices)
    if (!in_range(index, count) && !(optional && index == -1))
      return malformed(fmt::format("{}: tensor {} of {}", where, index, count));
  return {};
}

Result<void> check_operators(const TfliteFile& file, const tflite::SubGraph& graph, std::size_t tensors, Visits& visits,
                             std::string_view where) {
  if (graph.operators() == nullptr) return {};
  const std::size_t codes = file.root->operator_codes() ? file.root->operator_codes()->size() : 0;
  for (flatbuffers::uoffset_t i = 0; i < graph.operators()->size(); ++i) {
    const tflite::Operator& node = *graph.operators()->Get(i);
    const std::string name = fmt::format("{}, operator {}", where, i);
    if (node.opcode_index() >= codes)
      return malformed(fmt::format("{}: operator code {} of {}", name, node.opcode_index(), codes));
    MUSTER_CHECK_OK(check_indices(elements(node.inputs()), tensors, true, visits, name));
    MUSTER_CHECK_OK(check_indices(elements(node.outputs()), tensors, true, visits, name));
  }
  return {};
}

Result<void> check_subgraph(const TfliteFile& file, flatbuffers::uoffset_t index, Visits& visits) {
  const tflite::SubGraph& graph = file.subgraph(index);
  const std::string where = fmt::format("subgraph {}", index);
  const flatbuffers::uoffset_t tensors = graph.tensors() ? graph.tensors()->size() : 0;
  if (!visits.spend(tensors)) return malformed("its tables share more than the file holds");
  for (flatbuffers::uoffset_t i = 0; i < tensors; ++i)
    MUSTER_CHECK_OK(check_tensor(file, *graph.tensors()->Get(i), visits, fmt::format("{}, tensor {}", where, i)));
  MUSTER_CHECK_OK(check_indices(elements(graph.inputs()), tensors, false, visits, where + ", inputs"));
  MUSTER_CHECK_OK(check_indices(elements(graph.outputs()), tensors, false, visits, where + ", outputs"));
  return check_operators(file, graph, tensors, visits, where);
}

/// Where each buffer's bytes lie: inside the flatbuffer, or, in newer files, behind it by offset and size.
Result<void> find_buffers(TfliteFile& file) {
  const flatbuffers::uoffset_t count = file.root->buffers() ? file.root->buffers()->size() : 0;
  for (flatbuffers::uoffset_t i = 0; i < count; ++i) {
    const tflite::Buffer* buffer = file.root->buffers()->Get(i);
    if (buffer->offset() <= 1) {
      file.buffers.push_back(std::as_bytes(elements(buffer->data())));
      continue;
    }
    if (buffer->offset() > file.bytes.size() || buffer->size() > file.bytes.size() - buffer->offset())
      return malformed(fmt::format("buffer {}: {} bytes at offset {} lie outside the file of {} bytes",
                                   file.buffers.size(), buffer->size(), buffer->offset(), file.bytes.size()));
    file.buffers.push_back(file.bytes.subspan(buffer->offset(), buffer->size()));
  }
  if (file.buffers.empty()) file.buffers.emplace_back();  // buffer 0, the empty one, may go unsaid
  return {};
}

}  // namespace

Result<TfliteFile> open_tflite(std::span<const std::byte> bytes) {
  constexpr flatbuffers::uoffset_t kDepth = 64, kTables = 1'000'000;
  flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), kDepth, kTables);
  if (!tflite::VerifyModelBuffer(verifier))
    return malformed(
        fmt::format("its tables point outside the {} bytes of the file, or it is cut short", bytes.size()));
  TfliteFile file{bytes, tflite::GetModel(bytes.data()), {}};
  constexpr std::uint32_t kVersion = 3;
  if (file.root->version() != kVersion)
    return fail(ErrorCode::kUnsupported,
                fmt::format("TFLite schema version {}; only {} is read", file.root->version(), kVersion));
  if (file.root->subgraphs() == nullptr || file.root->subgraphs()->size() == 0) return malformed("no subgraph");
  MUSTER_CHECK_OK(find_buffers(file));
  Visits visits(bytes.size());
  for (flatbuffers::uoffset_t i = 0; i < file.root->subgraphs()->size(); ++i)
    MUSTER_CHECK_OK(check_subgraph(file, i, visits));
  return file;
}

std::string_view bounded_text(const flatbuffers::String* text) {
  constexpr std::size_t kMost = 512;
  if (text == nullptr) return {};
  return std::string_view(text->c_str(), std::min<std::size_t>(text->size(), kMost));
}

tflite::BuiltinOperator tflite_operator(const tflite::OperatorCode& code) {
  // Codes below 128 once had one byte of their own; old files have only that.
  return std::max(code.builtin_code(), static_cast<tflite::BuiltinOperator>(code.deprecated_builtin_code()));
}

std::string_view tflite_operator_name(const tflite::OperatorCode& code) {
  const tflite::BuiltinOperator builtin = tflite_operator(code);
  const std::string_view name = builtin == tflite::BuiltinOperator::CUSTOM ? bounded_text(code.custom_code())
                                                                           : tflite::EnumNameBuiltinOperator(builtin);
  return name.empty() ? "UNKNOWN_OPERATOR" : name;
}

ElementType tflite_element_type(tflite::TensorType type) {
  using From = tflite::TensorType;
  using To = ElementType;
  static constexpr std::array<std::pair<From, To>, 14> kTypes = {{{From::FLOAT32, To::kFloat32},
                                                                  {From::FLOAT16, To::kFloat16},
                                                                  {From::FLOAT64, To::kFloat64},
                                                                  {From::INT4, To::kInt4},
                                                                  {From::INT8, To::kInt8},
                                                                  {From::UINT8, To::kUInt8},
                                                                  {From::INT16, To::kInt16},
                                                                  {From::UINT16, To::kUInt16},
                                                                  {From::INT32, To::kInt32},
                                                                  {From::UINT32, To::kUInt32},
                                                                  {From::INT64, To::kInt64},
                                                                  {From::UINT64, To::kUInt64},
                                                                  {From::BOOL, To::kBool},
                                                                  {From::STRING, To::kString}}};
  const auto* found = std::ranges::find(kTypes, type, &std::pair<From, To>::first);
  return found == kTypes.end() ? To::kOther : found->second;
}

std::vector<std::int64_t> tflite_shape(const tflite::Tensor& tensor) {
  const auto shape = elements(tensor.shape()), signature = elements(tensor.shape_signature());
  std::vector<std::int64_t> chosen(shape.begin(), shape.end());
  if (signature.size() != shape.size()) return chosen;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const bool has_default = i > 0 && signature[i] < 0 && shape[i] > 1;
    if (!has_default) chosen[i] = signature[i];
  }
  return chosen;
}

}  // namespace muster
