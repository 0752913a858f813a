#include <fmt/format.h>

#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/weights.h"

/// Blobs that come from the model itself, and plain copies.
namespace muster::layers {

Result<Blobs> copy(const Layer& layer) {
  return Blobs{layer.inputs[0]};
}

Result<Blobs> load_constant(const Layer& layer) {
  const auto& params = layer.message.loadconstant();
  MUSTER_TRY(const Sizes shape, read_sizes(params.shape(), "shape"));
  if (shape.size() != 3) return malformed(fmt::format("shape: {} sizes, not 3", shape.size()));
  MUSTER_TRY(const Blob values, weights(params.data(), {1, 1, shape[0], shape[1], shape[2]}, "data", 2));
  return Blobs{values};
}

Result<Blobs> load_constant_nd(const Layer& layer) {
  const auto& params = layer.message.loadconstantnd();
  MUSTER_TRY(const Sizes shape, read_sizes(params.shape(), "shape"));
  if (shape.empty()) return malformed("no shape");
  MUSTER_TRY(const Blob values, weights(params.data(), shape, "data"));
  return Blobs{values};
}

Result<Blobs> fill_static(const Layer& layer) {
  const auto& params = layer.message.fillstatic();
  MUSTER_TRY(const Sizes shape, read_sizes(params.targetshape(), "targetShape"));
  return Blobs{make<op::Broadcast>(number(params.value()), integers(shape))};
}

Result<Blobs> fill_like(const Layer& layer) {
  const Blob value = number(layer.message.filllike().value());
  return Blobs{make<op::Broadcast>(value, integers(shape_of(layer.inputs[0])))};
}

}  // namespace muster::layers
