#include <fmt/format.h>

#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/window.h"

namespace muster::layers {
namespace {

using CoreML::Specification::PaddingLayerParams;

Result<ov::op::PadMode> read_mode(const PaddingLayerParams& params) {
  switch (params.PaddingType_case()) {
    case PaddingLayerParams::kConstant:
      MUSTER_CHECK_OK(require_only(params.constant(), {"value"}));
      return ov::op::PadMode::CONSTANT;
    case PaddingLayerParams::kReflection:
      MUSTER_CHECK_OK(require_only(params.reflection(), {}));
      return ov::op::PadMode::REFLECT;
    case PaddingLayerParams::kReplication:
      MUSTER_CHECK_OK(require_only(params.replication(), {}));
      return ov::op::PadMode::EDGE;
    default:
      return malformed("no type of padding");
  }
}

}  // namespace

Result<Blobs> padding(const Layer& layer) {
  const auto& params = layer.message.padding();
  const Blob& x = layer.inputs[0];
  MUSTER_CHECK_OK(require_rank(x, 2));
  MUSTER_TRY(const ov::op::PadMode mode, read_mode(params));
  MUSTER_TRY(const Margins margins, read_margins(params.paddingamounts()));
  Sizes begins(shape_of(x).size()), ends(begins.size());
  std::ranges::copy(margins.begin, begins.end() - 2);
  std::ranges::copy(margins.end, ends.end() - 2);
  return Blobs{make<op::Pad>(x, integers(begins), integers(ends), number(params.constant().value()), mode)};
}

Result<Blobs> constant_pad(const Layer& layer) {
  const auto& params = layer.message.constantpad();
  const Blob& x = layer.inputs[0];
  const auto& amounts = params.padamounts();
  if (amounts.size() != 2 * rank_of(x)) return malformed(fmt::format("padAmounts: {} values", amounts.size()));
  Sizes begins, ends;
  for (int i = 0; i < amounts.size(); ++i) {
    if (amounts[i] > kMaxSize) return malformed("padAmounts: too large");
    (i % 2 == 0 ? begins : ends).push_back(static_cast<std::int64_t>(amounts[i]));
  }
  return Blobs{make<op::Pad>(x, integers(begins), integers(ends), number(params.value()), ov::op::PadMode::CONSTANT)};
}

}  // namespace muster::layers
