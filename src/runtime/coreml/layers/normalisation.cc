#include <fmt/format.h>

#include "runtime/coreml/formulas.h"
#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/weights.h"

namespace muster::layers {
namespace {

using CoreML::Specification::WeightParams;

/// Where a layer states no epsilon.
constexpr float kEpsilon = 1e-6F, kBatchnormEpsilon = 1e-5F;

/// x less its mean over the axes, and divided by its deviation.
Blob standardise(const Blob& x, const std::vector<std::int64_t>& axes, bool divide, float epsilon) {
  return make<op::MVN>(x, integers(axes), divide, epsilon, ov::op::MVNEpsMode::INSIDE_SQRT);
}

/// The axes over which a batch normalisation that measures its input takes mean and variance.
std::vector<std::int64_t> measured_axes(const Blob& x, bool one_instance) {
  std::vector<std::int64_t> axes = last_axes(x, 2);
  for (std::int64_t axis = 0; !one_instance && axis < rank_of(x) - 3; ++axis) axes.push_back(axis);
  return axes;
}

Result<Blob> softmax_over(const Blob& x, std::int64_t axis) {
  MUSTER_TRY(axis, resolve_axis(axis, rank_of(x)));
  return make<ov::op::v8::Softmax>(x, axis);
}

}  // namespace

Result<Blobs> batchnorm(const Layer& layer) {
  const Blob& x = layer.inputs[0];
  const auto& params = layer.message.batchnorm();
  MUSTER_CHECK_OK(require_rank(x, 3));
  MUSTER_TRY(const std::int64_t channels, read_size(params.channels(), "channels"));
  if (channels != shape_of(x).end()[-3]) return malformed(fmt::format("channels: {}", channels));
  const Sizes shape{channels, 1, 1};
  MUSTER_TRY(const Blob gamma, weights(params.gamma(), shape, "gamma"));
  MUSTER_TRY(const Blob beta, weights(params.beta(), shape, "beta"));
  const float epsilon = value_or(params.epsilon(), kBatchnormEpsilon);
  const auto finish = [&](const Blob& y) { return Blobs{make<op::Add>(make<op::Multiply>(y, gamma), beta)}; };
  if (params.computemeanvar())
    return finish(standardise(x, measured_axes(x, params.instancenormalization()), true, epsilon));
  if (params.instancenormalization()) return unsupported("field instanceNormalization without computeMeanVar");
  MUSTER_TRY(const Blob mean, weights(params.mean(), shape, "mean"));
  MUSTER_TRY(const Blob variance, weights(params.variance(), shape, "variance"));
  const Blob deviation = make<op::Sqrt>(linear(variance, 1, epsilon));
  return finish(make<op::Divide>(make<op::Subtract>(x, mean), deviation));
}

Result<Blobs> mvn(const Layer& layer) {
  const auto& params = layer.message.mvn();
  MUSTER_CHECK_OK(require_rank(layer.inputs[0], 3));
  return Blobs{standardise(layer.inputs[0], last_axes(layer.inputs[0], params.acrosschannels() ? 3 : 2),
                           params.normalizevariance(), value_or(params.epsilon(), kEpsilon))};
}

Result<Blobs> l2_normalize(const Layer& layer) {
  const Blob& x = layer.inputs[0];
  MUSTER_CHECK_OK(require_rank(x, 3));
  const Blob sum = make<op::ReduceSum>(make<op::Multiply>(x, x), integers(last_axes(x, 3)), true);
  const float epsilon = value_or(layer.message.l2normalize().epsilon(), kEpsilon);
  return Blobs{make<op::Divide>(x, make<op::Sqrt>(linear(sum, 1, epsilon)))};
}

Result<Blobs> lrn(const Layer& layer) {
  const auto& params = layer.message.lrn();
  const Blob& x = layer.inputs[0];
  MUSTER_CHECK_OK(require_rank(x, 3));
  MUSTER_TRY(const std::int64_t size, read_size(params.localsize(), "localSize"));
  if (size % 2 == 0) return unsupported("field localSize: an even number has no middle");
  return Blobs{local_response_norm(x, {rank_of(x) - 3, size, params.alpha(), params.beta(), value_or(params.k(), 1)})};
}

Result<Blobs> layer_normalization(const Layer& layer) {
  const Blob& x = layer.inputs[0];
  const auto& params = layer.message.layernormalization();
  const Sizes normalized(params.normalizedshape().begin(), params.normalizedshape().end()), shape = shape_of(x);
  if (normalized.empty() || normalized.size() > shape.size() ||
      !std::equal(normalized.rbegin(), normalized.rend(), shape.rbegin()))
    return malformed("normalizedShape: not the input's last sizes");
  const auto count = static_cast<std::int64_t>(normalized.size());
  MUSTER_TRY(const Blob gamma, weights(params.gamma(), normalized, "gamma"));
  MUSTER_TRY(const Blob beta, weights(params.beta(), normalized, "beta"));
  const Blob y = standardise(x, last_axes(x, count), true, params.eps());
  return Blobs{make<op::Add>(make<op::Multiply>(y, gamma), beta)};
}

Result<Blobs> softmax(const Layer& layer) {
  MUSTER_CHECK_OK(require_rank(layer.inputs[0], 3));
  MUSTER_TRY(const Blob y, softmax_over(layer.inputs[0], -3));
  return Blobs{y};
}

Result<Blobs> softmax_nd(const Layer& layer) {
  MUSTER_TRY(const Blob y, softmax_over(layer.inputs[0], layer.message.softmaxnd().axis()));
  return Blobs{y};
}

}  // namespace muster::layers
