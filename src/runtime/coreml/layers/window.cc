#include "runtime/coreml/layers/window.h"

#include <fmt/format.h>

#include <algorithm>

namespace muster::layers {

using CoreML::Specification::SamePadding;

Result<Margins> read_margins(const CoreML::Specification::BorderAmounts& amounts) {
  MUSTER_CHECK_OK(require_only(amounts, {"borderAmounts"}));
  if (amounts.borderamounts_size() == 0) return Margins{};
  if (amounts.borderamounts_size() != 2)
    return malformed(fmt::format("borderAmounts: {} values, not 2", amounts.borderamounts_size()));
  Margins margins;
  for (int i = 0; i < 2; ++i) {
    const auto& edges = amounts.borderamounts(i);
    MUSTER_CHECK_OK(require_only(edges, {"startEdgeSize", "endEdgeSize"}));
    if (std::max(edges.startedgesize(), edges.endedgesize()) > kMaxSize) return malformed("borderAmounts: too large");
    margins.begin[static_cast<std::size_t>(i)] = static_cast<std::int64_t>(edges.startedgesize());
    margins.end[static_cast<std::size_t>(i)] = static_cast<std::int64_t>(edges.endedgesize());
  }
  return margins;
}

Result<Margins> read_margins(const CoreML::Specification::ValidPadding& padding) {
  MUSTER_CHECK_OK(require_only(padding, {"paddingAmounts"}));
  return read_margins(padding.paddingamounts());
}

Result<Margins> split_margins(const Pair& total, const SamePadding& padding) {
  MUSTER_CHECK_OK(require_only(padding, {"asymmetryMode"}));
  const Pair less{total[0] / 2, total[1] / 2}, more{total[0] - less[0], total[1] - less[1]};
  switch (padding.asymmetrymode()) {
    case SamePadding::BOTTOM_RIGHT_HEAVY:
      return Margins{less, more};
    case SamePadding::TOP_LEFT_HEAVY:
      return Margins{more, less};
    default:
      return unsupported("field asymmetryMode: an unknown value");
  }
}

Pair same_total(const Pair& size, const Pair& window, const Pair& stride) {
  Pair total{};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::int64_t windows = (size[i] + stride[i] - 1) / stride[i];
    total[i] = std::max<std::int64_t>(0, (windows - 1) * stride[i] + window[i] - size[i]);
  }
  return total;
}

Pair image_size(const Blob& blob) {
  const Sizes shape = shape_of(blob);
  return {shape.end()[-2], shape.end()[-1]};
}

}  // namespace muster::layers
