#include "model/coreml/network_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <span>

namespace muster {
namespace {

namespace spec = CoreML::Specification;
using Layer = spec::NeuralNetworkLayer;
using Shape = std::vector<std::int64_t>;

/// Declared sizes as a shape, none of them so large that it turns negative.
Shape shape_of(std::initializer_list<std::uint64_t> sizes) {
  constexpr std::uint64_t kLargest = std::uint64_t{1} << 62U;
  Shape shape;
  for (const std::uint64_t size : sizes) shape.push_back(static_cast<std::int64_t>(std::min(size, kLargest)));
  return shape;
}

std::vector<LayerWeights> weights_of(const spec::ConvolutionLayerParams& layer) {
  const std::uint64_t kernel_height = layer.kernelsize_size() == 2 ? layer.kernelsize(0) : 3;
  const std::uint64_t kernel_width = layer.kernelsize_size() == 2 ? layer.kernelsize(1) : 3;
  const std::uint64_t outputs = layer.outputchannels(), groups = std::max<std::uint64_t>(layer.ngroups(), 1);
  const Shape filter = layer.isdeconvolution()
                           ? shape_of({layer.kernelchannels(), outputs / groups, kernel_height, kernel_width})
                           : shape_of({outputs, layer.kernelchannels(), kernel_height, kernel_width});
  return {{&layer.weights(), filter}, {&layer.bias(), shape_of({outputs})}};
}

std::vector<LayerWeights> weights_of(const spec::ActivationParams& layer) {
  if (layer.has_prelu()) return {{&layer.prelu().alpha(), {}}};
  if (layer.has_parametricsoftplus())
    return {{&layer.parametricsoftplus().alpha(), {}}, {&layer.parametricsoftplus().beta(), {}}};
  return {};
}

/// What the weights hold, in whichever way.
struct Stored {
  std::span<const std::byte> bytes;
  std::uint64_t elements = 0;
  ElementType element_type = ElementType::kFloat32;
  std::string stored_as;
  std::vector<std::span<const std::byte>> tables;
};

template <class Values>
std::span<const std::byte> bytes_of(const Values& values) {
  return std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())));
}

Stored quantized(const spec::WeightParams& weights, std::span<const std::byte> raw) {
  const spec::QuantizationParams& how = weights.quantization();
  const std::uint64_t bits = std::clamp<std::uint64_t>(how.numberofbits(), 1, 8);
  Stored stored{raw, raw.size() * 8 / bits, ElementType::kFloat32, fmt::format("uint{} linear", bits), {}};
  if (how.has_lookuptablequantization()) {
    stored.stored_as = fmt::format("palette, {} bits", bits);
    stored.tables = {bytes_of(how.lookuptablequantization().floatvalue())};
  } else {
    stored.tables = {bytes_of(how.linearquantization().scale()), bytes_of(how.linearquantization().bias())};
  }
  return stored;
}

Stored stored_of(const spec::WeightParams& weights) {
  if (weights.floatvalue_size() > 0)
    return {bytes_of(weights.floatvalue()),
            static_cast<std::uint64_t>(weights.floatvalue_size()),
            ElementType::kFloat32,
            {},
            {}};
  if (!weights.float16value().empty())
    return {bytes_of(weights.float16value()), weights.float16value().size() / 2, ElementType::kFloat16, {}, {}};
  if (!weights.rawvalue().empty()) return quantized(weights, bytes_of(weights.rawvalue()));
  if (!weights.int8rawvalue().empty()) {
    Stored stored = quantized(weights, bytes_of(weights.int8rawvalue()));
    stored.stored_as = "int8 linear";
    return stored;
  }
  return {};
}

}  // namespace

std::vector<LayerWeights> weights_of(const Layer& layer) {
  switch (layer.layer_case()) {
    case Layer::kConvolution:
      return weights_of(layer.convolution());
    case Layer::kInnerProduct: {
      const auto& inner = layer.innerproduct();
      return {{&inner.weights(), shape_of({inner.outputchannels(), inner.inputchannels()})},
              {&inner.bias(), shape_of({inner.outputchannels()})}};
    }
    case Layer::kBatchedMatmul: {
      const auto& matmul = layer.batchedmatmul();
      return {
          {&matmul.weights(), shape_of({matmul.weightmatrixfirstdimension(), matmul.weightmatrixseconddimension()})},
          {&matmul.bias(), {}}};
    }
    case Layer::kConvolution3D:
      return {{&layer.convolution3d().weights(), {}}, {&layer.convolution3d().bias(), {}}};
    case Layer::kEmbedding:
      return {{&layer.embedding().weights(), {}}, {&layer.embedding().bias(), {}}};
    case Layer::kEmbeddingND:
      return {{&layer.embeddingnd().weights(), {}}, {&layer.embeddingnd().bias(), {}}};
    case Layer::kBatchnorm: {
      const auto& norm = layer.batchnorm();
      return {{&norm.gamma(), {}}, {&norm.beta(), {}}, {&norm.mean(), {}}, {&norm.variance(), {}}};
    }
    case Layer::kLayerNormalization:
      return {{&layer.layernormalization().gamma(), {}}, {&layer.layernormalization().beta(), {}}};
    case Layer::kScale:
      return {{&layer.scale().scale(), {}}, {&layer.scale().bias(), {}}};
    case Layer::kBias:
      return {{&layer.bias().bias(), {}}};
    case Layer::kLoadConstant:
      return {{&layer.loadconstant().data(), {}}};
    case Layer::kLoadConstantND:
      return {{&layer.loadconstantnd().data(), {}}};
    case Layer::kActivation:
      return weights_of(layer.activation());
    case Layer::kCustom: {
      std::vector<LayerWeights> all;
      for (const auto& weights : layer.custom().weights()) all.push_back({&weights, {}});
      return all;
    }
    default:
      return {};
  }
}

Result<GraphTensor> weight_tensor(const LayerWeights& stored) {
  Stored held = stored_of(*stored.weights);
  GraphTensor tensor;
  if (held.bytes.empty()) return tensor;
  tensor.element_type = held.element_type;
  tensor.shape = stored.shape.empty() ? shape_of({held.elements}) : stored.shape;
  if (const std::uint64_t declared = element_count(tensor); held.elements < declared)
    return fail(ErrorCode::kMalformed,
                fmt::format("weights of {} elements have only {}; the file is damaged, export it again", declared,
                            held.elements));
  tensor.quantized = !held.stored_as.empty();
  tensor.stored_as = std::move(held.stored_as);
  tensor.constant = held.bytes;
  tensor.tables = std::move(held.tables);
  return tensor;
}

}  // namespace muster
