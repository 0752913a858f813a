#include <fmt/format.h>

#include "runtime/coreml/formulas.h"
#include "runtime/coreml/layers/layer.h"

namespace muster::layers {
namespace {

using CoreML::Specification::NeuralNetworkLayer;
using CoreML::Specification::ReduceLayerParams;

constexpr float kEpsilon = 1e-6F;  ///< where a sum of logarithms states none

enum class Reduction { kL1, kL2, kMax, kMin, kSum, kProduct, kMean, kLogSum, kSumSquare, kLogSumExp };

Blob reduce_by(Reduction reduction, const Blob& x, const Blob& axes, bool keep) {
  switch (reduction) {
    case Reduction::kL1:
      return make<op::ReduceL1>(x, axes, keep);
    case Reduction::kL2:
      return make<op::ReduceL2>(x, axes, keep);
    case Reduction::kMax:
      return make<op::ReduceMax>(x, axes, keep);
    case Reduction::kMin:
      return make<op::ReduceMin>(x, axes, keep);
    case Reduction::kSum:
      return make<op::ReduceSum>(x, axes, keep);
    case Reduction::kProduct:
      return make<op::ReduceProd>(x, axes, keep);
    case Reduction::kMean:
      return make<op::ReduceMean>(x, axes, keep);
    case Reduction::kLogSum:
      return make<op::Log>(make<op::ReduceSum>(x, axes, keep));
    case Reduction::kSumSquare:
      return make<op::ReduceSum>(make<op::Multiply>(x, x), axes, keep);
    case Reduction::kLogSumExp:
      break;
  }
  return log_sum_exp(x, axes, keep);
}

/// Index of the largest or smallest, as a float.
Blob arg_reduce(const Blob& x, std::int64_t axis, ov::op::TopKMode mode) {
  return to_float(best_along(x, 1, axis, mode)[1]);
}

/// The layers reduceX, which all have the same fields.
template <class Params>
Result<Blobs> reduce_over(Reduction reduction, const Params& params, const Blob& x) {
  Sizes axes;
  for (const std::int64_t axis : params.axes()) {
    MUSTER_TRY(const std::int64_t resolved, resolve_axis(axis, rank_of(x)));
    axes.push_back(resolved);
  }
  if (params.reduceall()) axes = last_axes(x, rank_of(x));
  if (axes.empty()) return malformed("no axes");
  return Blobs{reduce_by(reduction, x, integers(axes), params.keepdims())};
}

template <class Params>
Result<Blobs> arg_over(const Params& params, const Blob& x, ov::op::TopKMode mode) {
  MUSTER_TRY(const std::int64_t axis, resolve_axis(params.axis(), rank_of(x)));
  const Blob index = arg_reduce(x, axis, mode);
  return Blobs{params.removedim() ? make<op::Squeeze>(index, integers({axis})) : index};
}

Result<std::vector<std::int64_t>> image_axes(ReduceLayerParams::ReduceAxis axis, const Blob& x) {
  const std::int64_t rank = rank_of(x);
  MUSTER_CHECK_OK(require_rank(x, 3));
  switch (axis) {
    case ReduceLayerParams::CHW:
      return last_axes(x, 3);
    case ReduceLayerParams::HW:
      return last_axes(x, 2);
    case ReduceLayerParams::C:
      return std::vector<std::int64_t>{rank - 3};
    case ReduceLayerParams::H:
      return std::vector<std::int64_t>{rank - 2};
    case ReduceLayerParams::W:
      return std::vector<std::int64_t>{rank - 1};
    default:
      return unsupported("field axis: an unknown value");
  }
}

}  // namespace

Result<Blobs> reduce_image(const Layer& layer) {
  const auto& params = layer.message.reduce();
  const Blob& x = layer.inputs[0];
  MUSTER_TRY(const std::vector<std::int64_t> axes, image_axes(params.axis(), x));
  const auto by = [&](Reduction reduction) { return Blobs{reduce_by(reduction, x, integers(axes), true)}; };
  switch (params.mode()) {
    case ReduceLayerParams::SUM:
      return by(Reduction::kSum);
    case ReduceLayerParams::AVG:
      return by(Reduction::kMean);
    case ReduceLayerParams::PROD:
      return by(Reduction::kProduct);
    case ReduceLayerParams::LOGSUM: {  // here a sum of logarithms; reduceLogSum takes the logarithm of a sum
      const Blob logarithms = make<op::Log>(linear(x, 1, value_or(params.epsilon(), kEpsilon)));
      return Blobs{make<op::ReduceSum>(logarithms, integers(axes), true)};
    }
    case ReduceLayerParams::SUMSQUARE:
      return by(Reduction::kSumSquare);
    case ReduceLayerParams::L1:
      return by(Reduction::kL1);
    case ReduceLayerParams::L2:
      return by(Reduction::kL2);
    case ReduceLayerParams::MAX:
      return by(Reduction::kMax);
    case ReduceLayerParams::MIN:
      return by(Reduction::kMin);
    case ReduceLayerParams::ARGMAX:
      if (axes.size() != 1) return malformed("ARGMAX over several axes");
      return Blobs{arg_reduce(x, axes[0], ov::op::TopKMode::MAX)};
    default:
      return unsupported("field mode: an unknown value");
  }
}

Result<Blobs> reduce(const Layer& layer) {
  const auto& m = layer.message;
  const Blob& x = layer.inputs[0];
  switch (m.layer_case()) {
    case NeuralNetworkLayer::kReduceL1:
      return reduce_over(Reduction::kL1, m.reducel1(), x);
    case NeuralNetworkLayer::kReduceL2:
      return reduce_over(Reduction::kL2, m.reducel2(), x);
    case NeuralNetworkLayer::kReduceMax:
      return reduce_over(Reduction::kMax, m.reducemax(), x);
    case NeuralNetworkLayer::kReduceMin:
      return reduce_over(Reduction::kMin, m.reducemin(), x);
    case NeuralNetworkLayer::kReduceSum:
      return reduce_over(Reduction::kSum, m.reducesum(), x);
    case NeuralNetworkLayer::kReduceProd:
      return reduce_over(Reduction::kProduct, m.reduceprod(), x);
    case NeuralNetworkLayer::kReduceMean:
      return reduce_over(Reduction::kMean, m.reducemean(), x);
    case NeuralNetworkLayer::kReduceLogSum:
      return reduce_over(Reduction::kLogSum, m.reducelogsum(), x);
    case NeuralNetworkLayer::kReduceSumSquare:
      return reduce_over(Reduction::kSumSquare, m.reducesumsquare(), x);
    default:
      return reduce_over(Reduction::kLogSumExp, m.reducelogsumexp(), x);
  }
}

Result<Blobs> arg_max(const Layer& layer) {
  return arg_over(layer.message.argmax(), layer.inputs[0], ov::op::TopKMode::MAX);
}

Result<Blobs> arg_min(const Layer& layer) {
  return arg_over(layer.message.argmin(), layer.inputs[0], ov::op::TopKMode::MIN);
}

/// The K largest (or smallest) values, and their indices as floats.
Result<Blobs> top_k(const Layer& layer) {
  const auto& params = layer.message.topk();
  MUSTER_TRY(const std::int64_t count, read_size(params.k(), "K"));
  MUSTER_TRY(const std::int64_t axis, resolve_axis(params.axis(), rank_of(layer.inputs[0])));
  if (count > shape_of(layer.inputs[0])[static_cast<std::size_t>(axis)]) return malformed("K: more than there are");
  const auto mode = params.usebottomk() ? ov::op::TopKMode::MIN : ov::op::TopKMode::MAX;
  const Nodes best = best_along(layer.inputs[0], count, axis, mode);
  return Blobs{best[0], to_float(best[1])};
}

/// The sum of all elements up to each, or of those before it.
Result<Blobs> cumulative_sum(const Layer& layer) {
  const auto& params = layer.message.cumsum();
  MUSTER_TRY(const std::int64_t axis, resolve_axis(params.axis(), rank_of(layer.inputs[0])));
  return Blobs{make<op::CumSum>(layer.inputs[0], make<op::Constant>(ov::element::i64, ov::Shape{}, axis),
                                params.excludefinalsum(), params.reverse())};
}

}  // namespace muster::layers
