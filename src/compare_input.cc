#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
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

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
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

/// Channel `channel` of interleaved numbers.
std::vector<double> channel_of(const std::vector<double>& values, std::size_t channels, std::size_t channel) {
  std::vector<double> own;
  for (std::size_t i = channel; i < values.size(); i += channels) own.push_back(values[i]);
  return own;
}

/// What rounding may do to a number: of whole numbers as much as one half up and one half down, of floats hardly
/// anything.
double rounding_of(const std::vector<double>& a, const std::vector<double>& b) {
  const auto is_whole = [](double value) { return value == std::round(value); };
  if (std::ranges::all_of(a, is_whole) && std::ranges::all_of(b, is_whole)) return 1;
  const auto [low, high] = std::ranges::minmax(a);
  return 1e-4 * (high - low);
}

/// Whether the line leaves nothing but rounding between a and b.
bool explains(const Line& line, const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> on_line(b.size());
  std::ranges::transform(b, on_line.begin(), [&](double value) { return line.slope * value + line.offset; });
  return largest_difference(a, on_line) <= rounding_of(a, b);
}

std::string to_string(const Line& line) {
  return fmt::format("{:.4g} × ours {} {:.4g}", line.slope, line.offset < 0 ? "−" : "+", std::abs(line.offset));
}

/// Whether other means and stds, for all channels or for each, are all that differs; "": no.
std::string other_numbers(const std::vector<double>& app, const std::vector<double>& ours, std::size_t channels) {
  if (const Line line = fit(app, ours); explains(line, app, ours))
    return fmt::format("same picture, other numbers: app ≈ {} (mean or std differ)", to_string(line));
  std::vector<std::string> lines;
  for (std::size_t channel = 0; channel < channels && channels > 1; ++channel) {
    const auto a = channel_of(app, channels, channel), b = channel_of(ours, channels, channel);
    if (!explains(fit(a, b), a, b)) return "";
    lines.push_back(to_string(fit(a, b)));
  }
  if (lines.empty()) return "";
  return fmt::format("same picture, other numbers: app ≈ {}, channel by channel (mean or std differ)",
                     fmt::join(lines, "; "));
}

/// What single mistake explains the difference, if one does.
std::vector<std::string> explanations(const std::vector<double>& app, const std::vector<double>& ours,
                                      std::size_t channels) {
  constexpr double kSame = 0.999, kAlike = 0.95;
  const bool shifted = std::abs(mean_of(app) - mean_of(ours)) > rounding_of(app, ours) / 2;
  if (!shifted && largest_difference(app, ours) <= rounding_of(app, ours)) return {"the same but for rounding"};
  if (const std::string numbers = other_numbers(app, ours, channels); !numbers.empty()) return {numbers};
  std::vector<std::string> found;
  if (channels == 3) {
    const auto swapped = colours_swapped(ours);
    const std::string numbers = other_numbers(app, swapped, channels);
    if (!numbers.empty() || fit(app, swapped).correlation > kSame)
      found.emplace_back("the app's colours are in the other order: BGR where we have RGB, or the reverse (--colour)");
    if (!numbers.empty() && largest_difference(app, swapped) > rounding_of(app, swapped)) found.push_back(numbers);
  }
  if (channels > 1 && fit(channels_last(app, channels), ours).correlation > kSame)
    found.emplace_back("the app's tensor has its channels first (CHW); the model wants them last (HWC)");
  if (const std::size_t side = square_side(ours.size() / channels); found.empty() && side > 1)
    for (int i = 1; i < 8; ++i) {
      const Pose pose{i % 4, i >= 4};
      if (fit(app, posed(ours, side, channels, pose)).correlation > kSame)
        found.push_back(fmt::format("the app's picture is {}: look at how it reads the orientation of photo or camera",
                                    to_string(pose)));
    }
  if (!found.empty()) return found;
  const double correlation = fit(app, ours).correlation;
  return {fmt::format("{} (correlation {:.4f})",
                      correlation > kAlike
                          ? "nearly the same picture: the resize filter, the decoder or a few pixels of the crop differ"
                          : "no single cause found: crop, resize or orientation differ",
                      correlation)};
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
  const auto is_no_number = [](double value) { return !std::isfinite(value); };
  const auto [least, most] = std::ranges::minmax(app.values);
  if (const auto count = std::ranges::count_if(app.values, is_no_number); count > 0) {
    sentences.push_back(
        fmt::format("different: {} of the app's {} numbers are not numbers (NaN) or infinite: look for a division "
                    "by zero in its normalisation",
                    count, app.values.size()));
  } else if (different > 0 && least == most) {
    sentences.push_back(fmt::format("different: all of the app's numbers are {:.4g}: it fed no picture", least));
  } else if (different == 0) {
    sentences.push_back(fmt::format("equal: all {} numbers are the same", own.values.size()));
  } else {
    sentences.push_back(fmt::format("different: {} of {} numbers; largest difference {:.4g}, mean {:.4g}", different,
                                    own.values.size(), largest_difference(app.values, own.values),
                                    sum / static_cast<double>(own.values.size())));
    const auto size = image_size(ours.input);
    const auto channels = size && !ours.input.channels_first ? static_cast<std::size_t>(size->channels) : 1;
    const auto why = explanations(app.values, own.values, channels);
    sentences.insert(sentences.end(), why.begin(), why.end());
  }
  if (app.type != own.type) sentences.push_back(fmt::format("number type: app {}, model {}", app.type, own.type));
  if (app.shape != own.shape) sentences.push_back(fmt::format("shape: app {}, model {}", app.shape, own.shape));
  return sentences;
}

}  // namespace muster
