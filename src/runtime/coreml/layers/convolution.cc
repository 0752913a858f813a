#include <fmt/format.h>

#include "runtime/coreml/layers/layer.h"
#include "runtime/coreml/layers/weights.h"
#include "runtime/coreml/layers/window.h"

namespace muster::layers {
namespace {

using CoreML::Specification::ConvolutionLayerParams;

struct Geometry {
  std::int64_t outputs, kernel_channels, groups;
  Pair kernel, stride, dilation;

  Pair window() const { return {(kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1}; }
};

Result<Geometry> read_geometry(const ConvolutionLayerParams& params, std::int64_t channels) {
  MUSTER_TRY(const std::int64_t outputs, read_size(params.outputchannels(), "outputChannels"));
  MUSTER_TRY(const std::int64_t kernel_channels, read_size(params.kernelchannels(), "kernelChannels"));
  MUSTER_TRY(const std::int64_t groups, read_size(params.ngroups() == 0 ? 1 : params.ngroups(), "nGroups"));
  MUSTER_TRY(const Pair kernel, read_pair(params.kernelsize(), "kernelSize", 3));
  MUSTER_TRY(const Pair stride, read_pair(params.stride(), "stride", 1));
  MUSTER_TRY(const Pair dilation, read_pair(params.dilationfactor(), "dilationFactor", 1));
  const std::int64_t expected = params.isdeconvolution() ? channels : channels / groups;
  if (kernel_channels != expected || channels % groups != 0 || outputs % groups != 0)
    return malformed(fmt::format("kernels of {} channels, {} groups and {} outputs for {} input channels",
                                 kernel_channels, groups, outputs, channels));
  return Geometry{outputs, kernel_channels, groups, kernel, stride, dilation};
}

Result<Blob> convolve(const ConvolutionLayerParams& params, const Blob& x, const Geometry& g) {
  Result<Margins> margins = malformed("no type of padding");
  if (params.has_valid()) margins = read_margins(params.valid());
  if (params.has_same()) margins = split_margins(same_total(image_size(x), g.window(), g.stride), params.same());
  MUSTER_CHECK_OK(margins);
  const Sizes shape{g.outputs, g.kernel_channels, g.kernel[0], g.kernel[1]};
  MUSTER_TRY(const Blob kernels, weights(params.weights(), shape, "weights"));
  if (g.groups == 1)
    return make<op::Convolution>(x, kernels, strides(g.stride), margins->begins(), margins->ends(),
                                 strides(g.dilation));
  const Sizes grouped{g.groups, g.outputs / g.groups, g.kernel_channels, g.kernel[0], g.kernel[1]};
  return make<op::GroupConvolution>(x, reshape(kernels, grouped), strides(g.stride), margins->begins(), margins->ends(),
                                    strides(g.dilation));
}

/// Height and width of all that the windows touch, before the margins are cut off.
Pair touched(const Blob& x, const Geometry& g) {
  const Pair size = image_size(x);
  return {(size[0] - 1) * g.stride[0] + g.kernel[0], (size[1] - 1) * g.stride[1] + g.kernel[1]};
}

Result<Margins> deconvolution_margins(const ConvolutionLayerParams& params, const Blob& x, const Geometry& g) {
  if (params.has_valid()) return read_margins(params.valid());
  if (!params.has_same()) return malformed("no type of padding");
  const Pair size = image_size(x), all = touched(x, g);
  const Pair total{all[0] - size[0] * g.stride[0], all[1] - size[1] * g.stride[1]};
  if (total[0] < 0 || total[1] < 0) return unsupported("field same: a stride larger than the kernel");
  return split_margins(total, params.same());
}

/// An output shape may be declared. Where it is not what the padding makes, the format does not say at which side the
/// difference is.
Result<void> check_output_shape(const ConvolutionLayerParams& params, const Blob& y) {
  if (params.outputshape_size() == 0) return {};
  MUSTER_TRY(const Pair declared, read_pair(params.outputshape(), "outputShape", 0));
  if (declared == image_size(y)) return {};
  return unsupported(fmt::format("field outputShape: {}, where the padding makes {}", fmt::join(declared, "×"),
                                 fmt::join(image_size(y), "×")));
}

Result<Blob> deconvolve(const ConvolutionLayerParams& params, const Blob& x, const Geometry& g) {
  if (g.dilation != Pair{1, 1}) return unsupported("field dilationFactor of a deconvolution");
  MUSTER_TRY(const Margins margins, deconvolution_margins(params, x, g));
  const Sizes shape{g.kernel_channels, g.outputs / g.groups, g.kernel[0], g.kernel[1]};
  MUSTER_TRY(const Blob kernels, weights(params.weights(), shape, "weights", 1));
  if (g.groups == 1)
    return make<op::ConvolutionBackpropData>(x, kernels, strides(g.stride), margins.begins(), margins.ends(),
                                             strides(g.dilation));
  const Sizes grouped{g.groups, g.kernel_channels / g.groups, g.outputs / g.groups, g.kernel[0], g.kernel[1]};
  return make<op::GroupConvolutionBackpropData>(x, reshape(kernels, grouped), strides(g.stride), margins.begins(),
                                                margins.ends(), strides(g.dilation));
}

}  // namespace

Result<Blobs> convolution(const Layer& layer) {
  const auto& params = layer.message.convolution();
  MUSTER_CHECK_OK(require_rank(layer.inputs[0], 4));
  const Blob x = as_images(layer.inputs[0]);
  MUSTER_TRY(const Geometry geometry, read_geometry(params, shape_of(x)[1]));
  MUSTER_TRY(Blob y, params.isdeconvolution() ? deconvolve(params, x, geometry) : convolve(params, x, geometry));
  MUSTER_CHECK_OK(check_output_shape(params, y));
  MUSTER_TRY(const bool biased, adds_bias(params));
  if (biased) {
    MUSTER_TRY(const std::vector<float> bias, read_weights(params.bias(), {geometry.outputs}, "bias"));
    y = make<op::Add>(y, numbers(bias, {geometry.outputs, 1, 1}));
  }
  return Blobs{with_leading_axes(y, layer.inputs[0])};
}

}  // namespace muster::layers
