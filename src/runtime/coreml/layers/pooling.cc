#include <fmt/format.h>

#include <algorithm>

#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/window.h"

namespace muster::layers {
namespace {

using CoreML::Specification::PoolingLayerParams;

struct Window {
  Pair kernel, stride;
  Margins margins;
  Pair overrun{};  ///< rows and columns after the margins, so that the last window fits: no pixels, no padding either
};

/// Without padding a stride longer than the kernel can lead to a window that stands over no pixel at all; what it makes
/// the format does not say. The window that stands over the image's last pixels is kept, even where it sticks out.
Result<Window> include_last_pixel(const Pair& size, Window window, const Pair& padding) {
  window.margins = {padding, padding};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::int64_t room = size[i] + 2 * padding[i] - window.kernel[i];
    if (room < 0) return malformed("a window larger than the image");
    std::int64_t windows = (room + window.stride[i] - 1) / window.stride[i] + 1;
    const bool padded = padding[0] > 0 || padding[1] > 0;
    if (padded && (windows - 1) * window.stride[i] >= size[i] + padding[i]) --windows;
    if ((windows - 1) * window.stride[i] >= size[i] + padding[i])
      return unsupported("field includeLastPixel: a window wholly outside of the image");
    const std::int64_t covered = (windows - 1) * window.stride[i] + window.kernel[i];
    window.overrun[i] = std::max<std::int64_t>(0, covered - size[i] - 2 * padding[i]);
    window.margins.end[i] = std::min(padding[i], std::max<std::int64_t>(0, covered - size[i] - padding[i]));
  }
  return window;
}

Result<Window> read_window(const PoolingLayerParams& params, const Pair& size) {
  Window window{};
  MUSTER_TRY(window.kernel, read_pair(params.kernelsize(), "kernelSize", 3));
  MUSTER_TRY(window.stride, read_pair(params.stride(), "stride", 1));
  if (params.has_includelastpixel()) {
    MUSTER_CHECK_OK(require_only(params.includelastpixel(), {"paddingAmounts"}));
    MUSTER_TRY(const Pair padding, read_pair(params.includelastpixel().paddingamounts(), "paddingAmounts", 0, 0));
    return include_last_pixel(size, window, padding);
  }
  if (params.has_valid()) {
    MUSTER_TRY(window.margins, read_margins(params.valid()));
    return window;
  }
  if (!params.has_same()) return malformed("no type of padding");
  MUSTER_TRY(window.margins, split_margins(same_total(size, window.kernel, window.stride), params.same()));
  return window;
}

/// Padding as OpenVINO takes it.
ov::Shape sizes(const Pair& pair) {
  return {static_cast<std::size_t>(pair[0]), static_cast<std::size_t>(pair[1])};
}

ov::Shape begins(const Window& window) {
  return sizes(window.margins.begin);
}

ov::Shape ends(const Window& window) {
  return sizes({window.margins.end[0] + window.overrun[0], window.margins.end[1] + window.overrun[1]});
}

/// The mean over the pixels of each window, and over its padding where that counts.
Result<Blob> average(Blob x, Window window, bool exclude_padding) {
  if (!exclude_padding) {
    const auto& [begin, end] = window.margins;
    MUSTER_TRY(x, bearable(make<op::Pad>(x, integers({0, 0, begin[0], begin[1]}), integers({0, 0, end[0], end[1]}),
                                         number(0), ov::op::PadMode::CONSTANT)));
    window.margins = {};
  }
  return make<op::AvgPool>(x, strides(window.stride), begins(window), ends(window), strides(window.kernel), true);
}

Blob maximum(const Blob& x, const Window& window) {
  return make<ov::op::v1::MaxPool>(x, strides(window.stride), begins(window), ends(window), strides(window.kernel));
}

/// The root of the sum of squares: the mean of squares, times the window's size.
Result<Blob> euclidean(const Blob& x, const Window& window) {
  MUSTER_TRY(const Blob mean, average(make<op::Multiply>(x, x), window, false));
  return make<op::Sqrt>(linear(mean, static_cast<float>(window.kernel[0] * window.kernel[1]), 0));
}

Result<Blob> pool(const PoolingLayerParams& params, const Blob& x) {
  MUSTER_TRY(const Window window, read_window(params, image_size(x)));
  switch (params.type()) {
    case PoolingLayerParams::MAX:
      return maximum(x, window);
    case PoolingLayerParams::AVERAGE:
      return average(x, window, params.avgpoolexcludepadding());
    case PoolingLayerParams::L2:
      if (window.overrun != Pair{}) return unsupported("field includeLastPixel of an L2 pooling");
      return euclidean(x, window);
    default:
      return unsupported("field type: an unknown value");
  }
}

/// Over all of height and width, whatever the window's size.
Result<Blob> pool_globally(const PoolingLayerParams& params, const Blob& x) {
  MUSTER_TRY(const Margins margins, read_margins(params.valid()));
  if (margins.begin != Pair{} || margins.end != Pair{} || params.includelastpixel().paddingamounts_size() != 0)
    return unsupported("padding of a global pooling");
  const Blob axes = integers(last_axes(x, 2));
  switch (params.type()) {
    case PoolingLayerParams::MAX:
      return make<op::ReduceMax>(x, axes, true);
    case PoolingLayerParams::AVERAGE:
      return make<op::ReduceMean>(x, axes, true);
    case PoolingLayerParams::L2:
      return make<op::ReduceL2>(x, axes, true);
    default:
      return unsupported("field type: an unknown value");
  }
}

}  // namespace

Result<Blobs> pooling(const Layer& layer) {
  MUSTER_CHECK_OK(require_rank(layer.inputs[0], 4));
  const Blob x = as_images(layer.inputs[0]);
  const auto& params = layer.message.pooling();
  MUSTER_TRY(const Blob y, params.globalpooling() ? pool_globally(params, x) : pool(params, x));
  return Blobs{with_leading_axes(y, layer.inputs[0])};
}

}  // namespace muster::layers
