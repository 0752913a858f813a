#include "model/multiply_accumulates.h"

#include <algorithm>

#include "base/saturating.h"

namespace muster {
namespace {

const GraphTensor* tensor_at(const Graph& graph, const std::vector<std::int32_t>& indices, std::size_t position) {
  if (position >= indices.size() || indices[position] < 0) return nullptr;
  return &graph.tensors[static_cast<std::size_t>(indices[position])];
}

/// Elements for a batch of one; nullopt where another dimension is dynamic.
std::optional<std::uint64_t> known_elements(const GraphTensor* tensor) {
  if (tensor == nullptr || tensor->shape.empty()) return std::nullopt;
  if (std::ranges::any_of(tensor->shape.begin() + 1, tensor->shape.end(), [](std::int64_t size) { return size < 0; }))
    return std::nullopt;
  return element_count(*tensor);
}

/// The product of a filter's dimensions from `first` to before `last`; nullopt if it has not that rank, has none to
/// multiply, or is dynamic.
std::optional<std::uint64_t> filter_terms(const GraphTensor* filter, std::size_t rank, std::size_t first,
                                          std::size_t last) {
  if (filter == nullptr || filter->shape.size() != rank || first >= last) return std::nullopt;
  std::uint64_t terms = 1;
  for (std::size_t i = first; i < last; ++i) {
    if (filter->shape[i] < 0) return std::nullopt;
    terms = saturating_multiply(terms, static_cast<std::uint64_t>(filter->shape[i]));
  }
  return terms;
}

std::size_t rank(const GraphTensor* tensor) {
  return tensor == nullptr ? 0 : tensor->shape.size();
}

std::optional<std::uint64_t> product(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b) {
  if (!a || !b) return std::nullopt;
  return saturating_multiply(*a, *b);
}

}  // namespace

std::optional<std::uint64_t> multiply_accumulates(const Graph& graph, const GraphNode& node) {
  const GraphTensor* weights = tensor_at(graph, node.inputs, 1);
  const auto outputs = known_elements(tensor_at(graph, node.outputs, 0));
  switch (node.kind) {
    case OperatorKind::kPlain:
      return 0;
    case OperatorKind::kConvolution:
      return product(outputs, filter_terms(weights, 4, 1, 4));
    case OperatorKind::kDepthwise:
      return product(outputs, filter_terms(weights, 4, 1, 3));
    case OperatorKind::kTransposed:
      return product(known_elements(tensor_at(graph, node.inputs, 2)), filter_terms(weights, 4, 0, 3));
    case OperatorKind::kConvolutionOI:
      return product(outputs, filter_terms(weights, rank(weights), 1, rank(weights)));
    case OperatorKind::kTransposedIO:
      return product(known_elements(tensor_at(graph, node.inputs, 0)),
                     filter_terms(weights, rank(weights), 1, rank(weights)));
    case OperatorKind::kFullyConnected:
      return product(outputs, filter_terms(weights, 2, 1, 2));
    case OperatorKind::kBatchMatmul: {
      const GraphTensor* x = tensor_at(graph, node.inputs, 0);
      if (x == nullptr || x->shape.size() < 2) return std::nullopt;
      const std::size_t shared = x->shape.size() - (node.transpose_x ? 2 : 1);
      return product(outputs, filter_terms(x, x->shape.size(), shared, shared + 1));
    }
    case OperatorKind::kUncounted:
      break;
  }
  return std::nullopt;
}

}  // namespace muster
