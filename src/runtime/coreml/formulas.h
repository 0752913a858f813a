#pragma once

#include <optional>

#include "runtime/coreml/nodes.h"

/// What both languages of Core ML compute alike, and OpenVINO has no operator for, or one that is less exact.
namespace muster {

/// Indices into a dimension of that size, negative ones counted from its end, as counted from its front. nullopt: a
/// constant one lies outside. On a computed one outside the run fails, where OpenVINO alone would read zeros, or memory
/// that is not the tensor's.
std::optional<Node> checked_indices(const Node& indices, std::int64_t size);

/// The `count` largest (or smallest) along an axis, the first of equals first, and their indices as int32.
Nodes best_along(const Node& x, std::int64_t count, std::int64_t axis, ov::op::TopKMode mode);

/// log Σ exp(x), without overflow.
Node log_sum_exp(const Node& x, const Node& axes, bool keep_axes);

/// The first of each, the second of each, … along an axis; all are of one shape.
Node interleaved(const Nodes& values, std::int64_t axis);

/// x · sigmoid(1.702 · x)
Node gelu_by_sigmoid(const Node& x);

/// x / (k + alpha / size · sum of squares over `size` neighbours along the axis) ^ beta, with zeros beyond its ends.
/// The size is odd.
struct LocalResponse {
  std::int64_t axis, size;
  float alpha, beta, k;
};
Node local_response_norm(const Node& x, const LocalResponse& rule);

}  // namespace muster
