#include "runtime/coreml/layers/layer.h"

/// Several blobs, element by element; shapes are broadcast as NumPy does.
namespace muster::layers {
namespace {

template <class Op>
Blobs fold(const Blobs& inputs) {
  Blob y = inputs[0];
  for (std::size_t i = 1; i < inputs.size(); ++i) y = make<Op>(y, inputs[i]);
  return {y};
}

template <class Op>
Blobs pair(const Layer& layer) {
  return {make<Op>(layer.inputs[0], layer.inputs[1])};
}

/// A number that takes the place of a second blob.
Result<void> check_alpha(const Layer& layer, float alpha) {
  if (layer.inputs.size() > 1 && alpha != 0) return unsupported("field alpha with several inputs");
  return {};
}

/// Truth as 1 and 0, of two blobs or of one and `alpha`.
template <class Op>
Result<Blobs> compare(const Layer& layer, float alpha) {
  MUSTER_CHECK_OK(check_alpha(layer, alpha));
  const Blob other = layer.inputs.size() == 2 ? layer.inputs[1] : number(alpha);
  return Blobs{to_float(make<Op>(layer.inputs[0], other))};
}

Blob truth(const Blob& x) {
  return make<op::NotEqual>(x, number(0));
}

}  // namespace

Result<Blobs> add(const Layer& layer) {
  if (layer.inputs.size() == 1) return Blobs{linear(layer.inputs[0], 1, layer.message.add().alpha())};
  MUSTER_CHECK_OK(check_alpha(layer, layer.message.add().alpha()));
  return fold<op::Add>(layer.inputs);
}

Result<Blobs> multiply(const Layer& layer) {
  if (layer.inputs.size() == 1) return Blobs{linear(layer.inputs[0], layer.message.multiply().alpha(), 0)};
  MUSTER_CHECK_OK(check_alpha(layer, layer.message.multiply().alpha()));
  return fold<op::Multiply>(layer.inputs);
}

Result<Blobs> average(const Layer& layer) {
  return Blobs{linear(fold<op::Add>(layer.inputs)[0], 1 / static_cast<float>(layer.inputs.size()), 0)};
}

Result<Blobs> maximum(const Layer& layer) {
  return fold<op::Maximum>(layer.inputs);
}
Result<Blobs> minimum(const Layer& layer) {
  return fold<op::Minimum>(layer.inputs);
}
Result<Blobs> subtract(const Layer& layer) {
  return pair<op::Subtract>(layer);
}
Result<Blobs> divide(const Layer& layer) {
  return pair<op::Divide>(layer);
}
Result<Blobs> power(const Layer& layer) {
  return pair<op::Power>(layer);
}
Result<Blobs> modulo(const Layer& layer) {
  return pair<op::FloorMod>(layer);
}

Result<Blobs> floor_divide(const Layer& layer) {
  return Blobs{make<op::Floor>(make<op::Divide>(layer.inputs[0], layer.inputs[1]))};
}

Result<Blobs> comparison(const Layer& layer) {
  const auto& m = layer.message;
  switch (m.layer_case()) {
    case CoreML::Specification::NeuralNetworkLayer::kEqual:
      return compare<op::Equal>(layer, m.equal().alpha());
    case CoreML::Specification::NeuralNetworkLayer::kNotEqual:
      return compare<op::NotEqual>(layer, m.notequal().alpha());
    case CoreML::Specification::NeuralNetworkLayer::kLessThan:
      return compare<op::Less>(layer, m.lessthan().alpha());
    case CoreML::Specification::NeuralNetworkLayer::kLessEqual:
      return compare<op::LessEqual>(layer, m.lessequal().alpha());
    case CoreML::Specification::NeuralNetworkLayer::kGreaterThan:
      return compare<op::Greater>(layer, m.greaterthan().alpha());
    default:
      return compare<op::GreaterEqual>(layer, m.greaterequal().alpha());
  }
}

Result<Blobs> logical_not(const Layer& layer) {
  return Blobs{to_float(make<op::Equal>(layer.inputs[0], number(0)))};
}

Result<Blobs> logical(const Layer& layer) {
  const Blob a = truth(layer.inputs[0]), b = truth(layer.inputs[1]);
  switch (layer.message.layer_case()) {
    case CoreML::Specification::NeuralNetworkLayer::kLogicalAnd:
      return Blobs{to_float(make<op::LogicalAnd>(a, b))};
    case CoreML::Specification::NeuralNetworkLayer::kLogicalOr:
      return Blobs{to_float(make<op::LogicalOr>(a, b))};
    default:
      return Blobs{to_float(make<op::LogicalXor>(a, b))};
  }
}

Result<Blobs> where(const Layer& layer) {
  return Blobs{make<op::Select>(truth(layer.inputs[0]), layer.inputs[1], layer.inputs[2])};
}

}  // namespace muster::layers
