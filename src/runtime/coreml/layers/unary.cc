#include <cmath>

#include "runtime/coreml/layers/layer.h"

/// One blob, element by element.
namespace muster::layers {
namespace {

using CoreML::Specification::NeuralNetworkLayer;
using CoreML::Specification::UnaryFunctionLayerParams;

constexpr float kEpsilon = 1e-6F;  ///< where a function of the unary layer states none

Result<Blob> unary_result(const UnaryFunctionLayerParams& params, const Blob& x) {
  const float epsilon = value_or(params.epsilon(), kEpsilon);
  switch (params.type()) {
    case UnaryFunctionLayerParams::SQRT:
      return make<op::Sqrt>(x);
    case UnaryFunctionLayerParams::RSQRT:
      return make<op::Divide>(number(1), make<op::Sqrt>(linear(x, 1, epsilon)));
    case UnaryFunctionLayerParams::INVERSE:
      return make<op::Divide>(number(1), linear(x, 1, epsilon));
    case UnaryFunctionLayerParams::POWER:
      return make<op::Power>(x, number(params.alpha()));
    case UnaryFunctionLayerParams::EXP:
      return make<op::Exp>(x);
    case UnaryFunctionLayerParams::LOG:
      return make<op::Log>(linear(x, 1, params.epsilon()));  // what is not stated adds nothing
    case UnaryFunctionLayerParams::ABS:
      return make<op::Abs>(x);
    case UnaryFunctionLayerParams::THRESHOLD:
      return make<op::Maximum>(x, number(params.alpha()));
    default:
      return unsupported("field type: an unknown value");
  }
}

Result<Blob> function_result(NeuralNetworkLayer::LayerCase function, const Blob& x) {
  switch (function) {
    case NeuralNetworkLayer::kCeil:
      return make<op::Ceiling>(x);
    case NeuralNetworkLayer::kFloor:
      return make<op::Floor>(x);
    case NeuralNetworkLayer::kSign:
      return make<op::Sign>(x);
    case NeuralNetworkLayer::kRound:
      return make<op::Round>(x, op::Round::RoundMode::HALF_TO_EVEN);
    case NeuralNetworkLayer::kExp2:
      return make<op::Power>(number(2), x);
    case NeuralNetworkLayer::kSin:
      return make<op::Sin>(x);
    case NeuralNetworkLayer::kCos:
      return make<op::Cos>(x);
    case NeuralNetworkLayer::kTan:
      return make<op::Tan>(x);
    case NeuralNetworkLayer::kAsin:
      return make<op::Asin>(x);
    case NeuralNetworkLayer::kAcos:
      return make<op::Acos>(x);
    case NeuralNetworkLayer::kAtan:
      return make<op::Atan>(x);
    case NeuralNetworkLayer::kSinh:
      return make<op::Sinh>(x);
    case NeuralNetworkLayer::kCosh:
      return make<op::Cosh>(x);
    case NeuralNetworkLayer::kTanh:
      return make<op::Tanh>(x);
    case NeuralNetworkLayer::kAsinh:
      return make<op::Asinh>(x);
    case NeuralNetworkLayer::kAcosh:
      return make<op::Acosh>(x);
    case NeuralNetworkLayer::kAtanh:
      return make<op::Atanh>(x);
    case NeuralNetworkLayer::kErf:
      return make<op::Erf>(x);
    default:
      return unsupported("an unknown function");
  }
}

}  // namespace

Result<Blobs> unary(const Layer& layer) {
  const auto& params = layer.message.unary();
  MUSTER_TRY(const Blob y, unary_result(params, linear(layer.inputs[0], value_or(params.scale(), 1), params.shift())));
  return Blobs{y};
}

Result<Blobs> function(const Layer& layer) {
  MUSTER_TRY(const Blob y, function_result(layer.message.layer_case(), layer.inputs[0]));
  return Blobs{y};
}

}  // namespace muster::layers
