// Pictures in another size, N×C×H×W.
#include "runtime/coreml/mil/operators.h"
#include "runtime/coreml/pixel_sampling.h"

namespace muster::mil {
namespace {

using Attributes = ops::Interpolate::InterpolateAttrs;
using Transform = ops::Interpolate::CoordinateTransformMode;

constexpr std::int64_t kLargestSide = 65'536;

/// Height and width.
struct Size {
  std::int64_t height = 1, width = 1;
};

bool is_picture(Operation& op, const Node& x) {
  if (x.get_shape().size() == 4 && element_count(x.get_shape()) > 0) return true;
  op.malformed("x has not four dimensions, or no pixels");
  return false;
}

Size size_of(const Node& x) {
  const std::vector<std::size_t> shape = x.get_shape();
  return {static_cast<std::int64_t>(shape[2]), static_cast<std::int64_t>(shape[3])};
}

std::int64_t checked_side(Operation& op, double side) {
  if (side >= 1 && side <= static_cast<double>(kLargestSide)) return static_cast<std::int64_t>(side);
  op.malformed("a size that is not positive, or far too large");
  return 1;
}

/// Height and width times the stated factors, cut to whole pixels.
Size scaled_size(Operation& op, const Node& x) {
  const Size size = size_of(x);
  const auto scaled = [&](const std::string& name, std::int64_t side) {
    return checked_side(op, scaled_side(side, op.number(name, 1.0F)));
  };
  return {scaled("scale_factor_height", size.height), scaled("scale_factor_width", size.width)};
}

Size target_size(Operation& op) {
  return {checked_side(op, static_cast<double>(op.integer("target_size_height"))),
          checked_side(op, static_cast<double>(op.integer("target_size_width")))};
}

Node interpolated(const Node& x, const Size& size, ops::Interpolate::InterpolateMode mode, Transform transform,
                  ops::Interpolate::NearestMode nearest = ops::Interpolate::NearestMode::FLOOR) {
  Attributes attributes;
  attributes.mode = mode;
  attributes.shape_calculation_mode = ops::Interpolate::ShapeCalcMode::SIZES;
  attributes.coordinate_transformation_mode = transform;
  attributes.nearest_mode = nearest;
  const std::vector<std::int64_t> sizes{size.height, size.width}, axes{2, 3};
  return make<ops::Interpolate>(x, constant(sizes), constant(axes), attributes);
}

/// Pixel ⌊i × in / out⌋.
Node nearest_by_corner(const Node& x, const Size& size) {
  return interpolated(x, size, ops::Interpolate::InterpolateMode::NEAREST, Transform::ASYMMETRIC);
}

/// Pixel ⌊(i + ½) × in / out⌋.
Node nearest_by_centre(const Node& x, const Size& size) {
  return interpolated(x, size, ops::Interpolate::InterpolateMode::NEAREST, Transform::HALF_PIXEL,
                      ops::Interpolate::NearestMode::ROUND_PREFER_CEIL);
}

struct SamplingMode {
  std::string_view name;
  PixelSampling sampling;
};
constexpr SamplingMode kSamplingModes[] = {{"DEFAULT", PixelSampling::kDefault},
                                           {"STRICT_ALIGN_CORNERS", PixelSampling::kStrictAlignCorners},
                                           {"ALIGN_CORNERS", PixelSampling::kAlignCorners},
                                           {"OFFSET_CORNERS", PixelSampling::kOffsetCorners},
                                           {"UNALIGN_CORNERS", PixelSampling::kUnalignCorners}};

std::string name_of(PixelSampling sampling) {
  return std::string(std::ranges::find(kSamplingModes, sampling, &SamplingMode::sampling)->name);
}

Node matrix_of(PixelSampling sampling, std::int64_t in, std::int64_t out) {
  return reshaped(constant(sampling_matrix(sampling, in, out)), {out, in});
}

/// The usual modes by OpenVINO's own operator, the others as two products of matrices.
Nodes bilinear(Operation& op, const Node& x, const Size& size, PixelSampling sampling) {
  constexpr auto kLinear = ops::Interpolate::InterpolateMode::LINEAR_ONNX;
  constexpr std::int64_t kLargestMatrix = 1 << 20;
  const Size from = size_of(x);
  const bool several = size.height > 1 && size.width > 1;
  if (sampling == PixelSampling::kUnalignCorners) return {interpolated(x, size, kLinear, Transform::HALF_PIXEL)};
  if ((sampling == PixelSampling::kAlignCorners || sampling == PixelSampling::kStrictAlignCorners) && several)
    return {interpolated(x, size, kLinear, Transform::ALIGN_CORNERS)};
  if (size.height * from.height > kLargestMatrix || size.width * from.width > kLargestMatrix)
    return {op.unsupported("a picture that is too large for sampling_mode " + name_of(sampling))};
  const Node rows = make<ops::MatMul>(matrix_of(sampling, from.height, size.height), x, false, false);
  return {make<ops::MatMul>(rows, matrix_of(sampling, from.width, size.width), false, true)};
}

PixelSampling read_sampling_mode(Operation& op) {
  const std::string mode = op.text("sampling_mode", "DEFAULT");
  const auto* known = std::ranges::find(kSamplingModes, mode, &SamplingMode::name);
  if (known != std::end(kSamplingModes)) return known->sampling;
  op.unknown("sampling_mode", mode);
  return PixelSampling::kDefault;
}

}  // namespace

Nodes upsample_nearest_neighbor(Operation& op) {
  const Node x = op.tensor("x");
  if (!is_picture(op, x)) return {x};
  return {nearest_by_corner(x, scaled_size(op, x))};
}

Nodes resize_nearest_neighbor(Operation& op) {
  const Node x = op.tensor("x");
  if (!is_picture(op, x)) return {x};
  return {nearest_by_centre(x, target_size(op))};
}

Nodes upsample_bilinear(Operation& op) {
  const Node x = op.tensor("x");
  if (!is_picture(op, x)) return {x};
  const bool corners = op.flag("align_corners", true), half_pixels = op.flag("half_pixel_centers", !corners);
  if (corners && half_pixels) return {op.malformed("'align_corners' together with 'half_pixel_centers'")};
  const Size size = scaled_size(op, x);
  return bilinear(op, x, size,
                  corners       ? PixelSampling::kStrictAlignCorners
                  : half_pixels ? PixelSampling::kUnalignCorners
                                : PixelSampling::kDefault);
}

Nodes resize_bilinear(Operation& op) {
  const Node x = op.tensor("x");
  if (!is_picture(op, x)) return {x};
  return bilinear(op, x, target_size(op), read_sampling_mode(op));
}

/// The last `resized_dims` dimensions as `shape`; 0 in it keeps a dimension.
Nodes resize(Operation& op) {
  const Node x = op.tensor("x");
  if (!is_picture(op, x)) return {x};
  const std::vector<std::int64_t> stated = op.integers("shape");
  const auto count = static_cast<std::size_t>(op.integer("resized_dims"));
  std::vector<std::int64_t> sizes;
  for (const std::size_t side : x.get_shape()) sizes.push_back(static_cast<std::int64_t>(side));
  if (count > stated.size() || count > 4) return {op.malformed("'shape' does not fit 'resized_dims'")};
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t size = stated[stated.size() - count + i];
    std::int64_t& side = sizes[4 - count + i];
    if (size != 0 && size != side && 4 - count + i < 2)
      return {op.unsupported("dimensions other than height and width")};
    if (size != 0) side = size;
  }
  const Size size{checked_side(op, static_cast<double>(sizes[2])), checked_side(op, static_cast<double>(sizes[3]))};
  const std::string how = op.text("interpolation_mode", "LINEAR");
  const PixelSampling sampling = read_sampling_mode(op);
  if (how == "LINEAR") return bilinear(op, x, size, sampling);
  const Size from = size_of(x);
  const bool whole = size.height % from.height == 0 && size.width % from.width == 0;
  if (how == "NEAREST_NEIGHBOR" && whole) return {nearest_by_centre(x, size)};
  return {how != "NEAREST_NEIGHBOR" ? op.unknown("interpolation_mode", how)
                                    : op.unsupported("nearest neighbours with a factor that is not whole")};
}

}  // namespace muster::mil
