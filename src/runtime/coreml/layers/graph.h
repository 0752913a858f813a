#pragma once

#include <cstdint>
#include <memory>
#include <openvino/openvino.hpp>
#include <openvino/opsets/opset13.hpp>
#include <vector>

#include "muster/error.h"
#include "runtime/coreml/layers/fields.h"
#include "runtime/coreml/nodes.h"

/// Short words for building an OpenVINO graph. Every blob holds float32, as in Core ML, where indices and truth
/// values are floats too; and has a static shape.
namespace muster::layers {

namespace op = ov::opset13;

using Blob = Node;
using Blobs = Nodes;
using muster::rank_of;

/// The first output of a new node, which is never folded: a layer's window can be so large that it would take hours.
template <class Op, class... Arguments>
Blob make(Arguments&&... arguments) {
  return std::make_shared<Op>(std::forward<Arguments>(arguments)...)->output(0);
}

Sizes shape_of(const Blob& blob);

Blob number(float value);                                            ///< a scalar
Blob numbers(const std::vector<float>& values, const Sizes& shape);  ///< as many as the shape holds
Blob integers(const std::vector<std::int64_t>& values);              ///< a vector of int64: axes, sizes
inline Blob reshape(const Blob& blob, const Sizes& shape) {
  return reshaped(blob, shape);
}
inline Blob transpose(const Blob& blob, const std::vector<std::int64_t>& order) {
  return transposed(blob, order);
}
Blob to_float(const Blob& blob);
Blob to_integers(const Blob& blob);

/// x · scale + shift, leaving out what changes nothing.
Blob linear(const Blob& x, float scale, float shift);

/// `axis` counted from the front. Errors: kMalformed, outside the rank.
Result<std::int64_t> resolve_axis(std::int64_t axis, std::int64_t rank);

/// The last `count` axes: where channel, height and width stand.
std::vector<std::int64_t> last_axes(const Blob& blob, std::int64_t count);

Result<void> require_rank(const Blob& blob, std::int64_t fewest);

/// A blob that takes a bearable amount of memory. Also for what a layer makes on the way: nothing else bounds that.
Result<Blob> bearable(const Blob& blob);

/// A blob of rank 4 or more as [batch, C, H, W]: all leading axes are batch.
Blob as_images(const Blob& blob);

/// Gives what was made of as_images(blob) the leading axes of `blob` again.
Blob with_leading_axes(const Blob& made, const Blob& blob);

}  // namespace muster::layers
