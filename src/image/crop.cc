#include "image/crop.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace muster {
namespace {

/// As Pillow users write it: int(fraction × short side), offsets by integer halves.
CropPlan central(double fraction, int width, int height) {
  const int side = std::max(1, static_cast<int>(std::min(width, height) * fraction));
  return {.left = (width - side) / 2, .top = (height - side) / 2, .width = side, .height = side};
}

/// LiteRT's evaluation works in float32 and rounds half away from zero.
CropPlan litert_central(double fraction, int width, int height) {
  const auto rounded = [&](int side) {
    return static_cast<int>(std::round(static_cast<float>(fraction) * static_cast<float>(side)));
  };
  const int side = std::max(1, std::min(rounded(width), rounded(height)));
  const auto start = [&](int whole) { return static_cast<int>(std::round((whole - side) / 2.0)); };
  return {.left = start(width), .top = start(height), .width = side, .height = side};
}

/// n / 2 rounded half to even, as Python's round() does in torchvision's CenterCrop.
std::int64_t half(std::int64_t n) {
  return n / 2 + (n % 2 != 0 && (n / 2) % 2 != 0 ? 1 : 0);
}

/// torchvision: Resize(short_side), then CenterCrop(input).
CropPlan resize_short(std::int64_t short_side, int width, int height, int input_width, int input_height) {
  const auto [shorter, longer] = std::minmax(width, height);
  const auto long_side = static_cast<std::int64_t>(static_cast<double>(short_side * longer) / shorter);
  CropPlan plan{.width = width,
                .height = height,
                .resized_width = short_side,
                .resized_height = short_side,
                .kept_width = input_width,
                .kept_height = input_height};
  (width <= height ? plan.resized_height : plan.resized_width) = long_side;
  plan.window_left = half(plan.resized_width - input_width);
  plan.window_top = half(plan.resized_height - input_height);
  return plan;
}

/// Pillow's ImageOps.pad: the whole photo at the largest size that fits, rounded half to even, in the middle.
CropPlan letterbox(int width, int height, int input_width, int input_height) {
  CropPlan plan{.width = width, .height = height, .kept_width = input_width, .kept_height = input_height};
  const double ratio = static_cast<double>(width) / height, wanted = static_cast<double>(input_width) / input_height;
  const auto rounded = [](double side) { return std::max(1, static_cast<int>(std::nearbyint(side))); };
  if (ratio > wanted) plan.kept_height = rounded(static_cast<double>(height) / width * input_width);
  if (ratio < wanted) plan.kept_width = rounded(ratio * input_height);
  plan.resized_width = plan.kept_width, plan.resized_height = plan.kept_height;
  plan.left_bar = static_cast<int>(half(input_width - plan.kept_width));
  plan.top_bar = static_cast<int>(half(input_height - plan.kept_height));
  return plan;
}

}  // namespace

Result<CropPlan> plan_crop(const Crop& crop, int photo_width, int photo_height, int input_width, int input_height) {
  if (crop.kind == Crop::Kind::kResizeShort) {
    if (std::max(input_width, input_height) > crop.short_side)
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("crop resize:{}: the model's input is {} x {} pixels, larger than the resized photo; "
                              "give at least resize:{}",
                              crop.short_side, input_width, input_height, std::max(input_width, input_height)));
    return resize_short(crop.short_side, photo_width, photo_height, input_width, input_height);
  }
  if (crop.kind == Crop::Kind::kLetterbox) return letterbox(photo_width, photo_height, input_width, input_height);
  CropPlan plan{.width = photo_width, .height = photo_height};
  if (crop.kind == Crop::Kind::kCentral) plan = central(crop.fraction, photo_width, photo_height);
  if (crop.kind == Crop::Kind::kLitertCentral) plan = litert_central(crop.fraction, photo_width, photo_height);
  plan.resized_width = plan.kept_width = input_width;
  plan.resized_height = plan.kept_height = input_height;
  return plan;
}

}  // namespace muster
