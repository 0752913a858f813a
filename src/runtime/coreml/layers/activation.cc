#include <fmt/format.h>

#include "runtime/coreml/formulas.h"
#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/weights.h"

namespace muster::layers {
namespace {

using CoreML::Specification::ActivationParams;
using CoreML::Specification::WeightParams;

/// One value, or one a channel.
Result<Blob> channel_weights(const WeightParams& params, const Blob& x, std::string_view field) {
  MUSTER_CHECK_OK(require_rank(x, 3));
  const std::int64_t channels = shape_of(x).end()[-3];
  auto each = weights(params, {channels, 1, 1}, field);
  return each ? each : weights(params, {1, 1, 1}, field);
}

/// x from 0 upwards, alpha · x below.
Blob leaky(const Blob& x, const Blob& alpha) {
  return make<op::Add>(make<op::Relu>(x), make<op::Multiply>(alpha, make<op::Minimum>(x, number(0))));
}

/// log(1 + e^x), without overflow for large x.
Blob softplus(const Blob& x) {
  const Blob small = make<op::Exp>(make<op::Negative>(make<op::Abs>(x)));
  return make<op::Add>(make<op::Relu>(x), make<op::Log>(linear(small, 1, 1)));
}

Blob thresholded(const Blob& x, float alpha) {
  const Blob passes = make<op::GreaterEqual>(x, number(alpha));
  return make<op::Select>(passes, x, number(0));
}

Result<Blob> scaled_softplus(const CoreML::Specification::ActivationParametricSoftplus& params, const Blob& x) {
  MUSTER_TRY(const Blob alpha, channel_weights(params.alpha(), x, "alpha"));
  MUSTER_TRY(const Blob beta, channel_weights(params.beta(), x, "beta"));
  return make<op::Multiply>(alpha, softplus(make<op::Multiply>(beta, x)));
}

/// The parameters of the nonlinearity: "alpha" and "beta" are all that any has.
Result<void> check_parameters(const ActivationParams& params) {
  const auto* reflection = params.GetReflection();
  const auto* field = reflection->GetOneofFieldDescriptor(params, ActivationParams::descriptor()->oneof_decl(0));
  if (field == nullptr) return malformed("no nonlinearity");
  return require_only(reflection->GetMessage(params, field), {"alpha", "beta"});
}

Result<Blob> activate(const ActivationParams& params, const Blob& x) {
  switch (params.NonlinearityType_case()) {
    case ActivationParams::kLinear:
      return linear(x, params.linear().alpha(), params.linear().beta());
    case ActivationParams::kReLU:
      return make<op::Relu>(x);
    case ActivationParams::kLeakyReLU:
      return leaky(x, number(params.leakyrelu().alpha()));
    case ActivationParams::kThresholdedReLU:
      return thresholded(x, params.thresholdedrelu().alpha());
    case ActivationParams::kPReLU: {
      MUSTER_TRY(const Blob alpha, channel_weights(params.prelu().alpha(), x, "alpha"));
      return leaky(x, alpha);
    }
    case ActivationParams::kTanh:
      return make<op::Tanh>(x);
    case ActivationParams::kScaledTanh:
      return linear(make<op::Tanh>(linear(x, params.scaledtanh().beta(), 0)), params.scaledtanh().alpha(), 0);
    case ActivationParams::kSigmoid:
      return make<op::Sigmoid>(x);
    case ActivationParams::kSigmoidHard:
      return make<op::Clamp>(linear(x, params.sigmoidhard().alpha(), params.sigmoidhard().beta()), 0, 1);
    case ActivationParams::kELU:
      return make<op::Elu>(x, params.elu().alpha());
    case ActivationParams::kSoftsign:
      return make<op::Divide>(x, linear(make<op::Abs>(x), 1, 1));
    case ActivationParams::kSoftplus:
      return softplus(x);
    case ActivationParams::kParametricSoftplus:
      return scaled_softplus(params.parametricsoftplus(), x);
    default:
      return unsupported("an unknown nonlinearity");
  }
}

}  // namespace

Result<Blobs> activation(const Layer& layer) {
  MUSTER_CHECK_OK(check_parameters(layer.message.activation()));
  MUSTER_TRY(const Blob y, activate(layer.message.activation(), layer.inputs[0]));
  return Blobs{y};
}

Result<Blobs> clip(const Layer& layer) {
  const auto& params = layer.message.clip();
  if (!(params.minval() <= params.maxval())) return malformed("minVal is above maxVal");
  return Blobs{make<op::Clamp>(layer.inputs[0], params.minval(), params.maxval())};
}

Result<Blobs> clamped_relu(const Layer& layer) {
  const auto& params = layer.message.clampedrelu();
  const Blob y = leaky(layer.inputs[0], number(params.alpha()));
  return Blobs{make<op::Minimum>(y, number(params.beta()))};
}

Result<Blobs> gelu(const Layer& layer) {
  using CoreML::Specification::GeluLayerParams;
  const Blob& x = layer.inputs[0];
  switch (layer.message.gelu().mode()) {
    case GeluLayerParams::EXACT:
      return Blobs{make<op::Gelu>(x, ov::op::GeluApproximationMode::ERF)};
    case GeluLayerParams::TANH_APPROXIMATION:
      return Blobs{make<op::Gelu>(x, ov::op::GeluApproximationMode::TANH)};
    case GeluLayerParams::SIGMOID_APPROXIMATION:
      return Blobs{gelu_by_sigmoid(x)};
    default:
      return unsupported("field mode: an unknown value");
  }
}

}  // namespace muster::layers
