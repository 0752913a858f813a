#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "data/npy.h"
#include "muster/verbs.h"

namespace muster {
namespace {

/// a ≈ slope × b + offset, by least squares, and how well it fits (Pearson's r).
struct Line {
  double slope = 0, offset = 0, correlation = 0;
};

Line fit(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  double sum_a = 0, sum_b = 0, aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum_a += a[i], sum_b += b[i];
  const double mean_a = sum_a / n, mean_b = sum_b / n;
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
    ab += (a[i] - mean_a) * (b[i] - mean_b);
  }
  if (aa <= 0 || bb <= 0) return {};
  return {ab / bb, mean_a - ab / bb * mean_b, ab / std::sqrt(aa * bb)};
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

/// The tensor with first and last of each three neighbouring numbers exchanged: RGB as BGR.
std::vector<double> colours_swapped(std::vector<double> values) {
  for (std::size_t i = 0; i + 2 < values.size(); i += 3) std::swap(values[i], values[i + 2]);
  return values;
}

/// The side of a square of so many pixels; 0: there is none.
std::size_t square_side(std::size_t pixels) {
  const auto side = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(pixels))));
  return side * side == pixels ? side : 0;
}

/// How a picture may lie: turned clockwise and, before that, mirrored left to right.
struct Pose {
  int quarter_turns = 0;
  bool mirrored = false;
};

/// The square picture of `side` pixels in that pose.
std::vector<double> posed(const std::vector<double>& values, std::size_t side, std::size_t channels, const Pose& pose) {
  std::vector<double> result(values.size());
  const std::size_t last = side - 1;
  for (std::size_t y = 0; y < side; ++y)
    for (std::size_t x = 0; x < side; ++x) {
      std::size_t row = y, column = pose.mirrored ? last - x : x;
      for (int i = 0; i < pose.quarter_turns; ++i) column = std::exchange(row, column), column = last - column;
      for (std::size_t c = 0; c < channels; ++c)
        result[(row * side + column) * channels + c] = values[(y * side + x) * channels + c];
    }
  return result;
}

std::string to_string(const Pose& pose) {
  constexpr std::array kTurns{"", "turned by 90° clockwise", "turned by 180°", "turned by 90° anticlockwise"};
  const std::string turn = kTurns[static_cast<std::size_t>(pose.quarter_turns)];
  return !pose.mirrored ? turn : turn.empty() ? "mirrored" : "mirrored, then " + turn;
}

/// Channels first, as channels last.
std::vector<double> channels_last(const std::vector<double>& values, std::size_t channels) {
  std::vector<double> moved(values.size());
  const std::size_t pixels = values.size() / channels;
  for (std::size_t i = 0; i < values.size(); ++i) moved[i % pixels * channels + i / pixels] = values[i];
  return moved;
}

/// What single mistake explains the difference, if one does.
std::vector<std::string> explanations(const std::vector<double>& app, const std::vector<double>& ours,
                                      std::size_t channels) {
  constexpr double kSame = 0.999;
  std::vector<std::string> found;
  const Line as_is = fit(app, ours);
  if (as_is.correlation > kSame) {
    if (std::abs(as_is.slope - 1) > 0.01 || std::abs(as_is.offset) > 0.01)
      found.push_back(fmt::format("same picture, other numbers: app ≈ {:.4g} × ours {} {:.4g} (mean or std differ)",
                                  as_is.slope, as_is.offset < 0 ? "−" : "+", std::abs(as_is.offset)));
    return found;
  }
  if (channels == 3 && fit(app, colours_swapped(ours)).correlation > kSame)
    found.emplace_back("the app's colours are in the other order: BGR where we have RGB, or the reverse (--colour)");
  if (channels > 1 && fit(channels_last(app, channels), ours).correlation > kSame)
    found.emplace_back("the app's tensor has its channels first (CHW); the model wants them last (HWC)");
  if (const std::size_t side = square_side(ours.size() / channels); found.empty() && side > 1)
    for (int i = 1; i < 8; ++i) {
      const Pose pose{i % 4, i >= 4};
      if (fit(app, posed(ours, side, channels, pose)).correlation > kSame)
        found.push_back(
            fmt::format("the app's picture is {}: it reads the photo's EXIF orientation or the camera's "
                        "otherwise than we do",
                        to_string(pose)));
    }
  if (found.empty())
    found.push_back(fmt::format("no single cause found (correlation {:.3f}): crop, resize or orientation differ",
                                as_is.correlation));
  return found;
}

}  // namespace

Result<std::vector<std::string>> compare_input(const Examination& ours, const std::filesystem::path& app_npy) {
  MUSTER_TRY(const NpyArray app, read_npy(app_npy));
  const std::string own_file = render_npy(ours.input, ours.tensor);
  MUSTER_TRY(const NpyArray own, parse_npy(own_file, "our tensor"));
  if (app.values.size() != own.values.size())
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: shape {} holds {} numbers; the model's input {} holds {}", app_npy.string(), app.shape,
                            app.values.size(), own.shape, own.values.size()));
  std::vector<std::string> sentences;
  std::size_t different = 0;
  double sum = 0;
  for (std::size_t i = 0; i < own.values.size(); ++i) {
    const double difference = std::abs(app.values[i] - own.values[i]);
    if (difference > 0) ++different, sum += difference;
  }
  const auto is_nan = [](double value) { return std::isnan(value); };
  if (const auto nans = std::ranges::count_if(app.values, is_nan); nans > 0) {
    sentences.push_back(
        fmt::format("different: {} of the app's {} numbers are not numbers (NaN): look for a division "
                    "by zero in its normalisation",
                    nans, app.values.size()));
  } else if (different == 0) {
    sentences.push_back(fmt::format("equal: all {} numbers are the same", own.values.size()));
  } else {
    sentences.push_back(fmt::format("different: {} of {} numbers; largest difference {:.4g}, mean {:.4g}", different,
                                    own.values.size(), largest_difference(app.values, own.values),
                                    sum / static_cast<double>(own.values.size())));
    const auto why = explanations(app.values, own.values, static_cast<std::size_t>(ours.input.shape.back()));
    sentences.insert(sentences.end(), why.begin(), why.end());
  }
  if (app.type != own.type) sentences.push_back(fmt::format("number type: app {}, model {}", app.type, own.type));
  if (app.shape != own.shape) sentences.push_back(fmt::format("shape: app {}, model {}", app.shape, own.shape));
  return sentences;
}

}  // namespace muster
