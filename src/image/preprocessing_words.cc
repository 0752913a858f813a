// The words of the preprocessing options, and back.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "base/units.h"
#include "muster/preprocessing.h"

namespace muster {
namespace {

/// In the order of their enums.
constexpr auto kResizes =
    std::to_array<std::string_view>({"pillow-bilinear", "pillow-bicubic", "litert-bilinear", "area"});
constexpr auto kColours = std::to_array<std::string_view>({"rgb", "bgr"});
constexpr auto kOrientations = std::to_array<std::string_view>({"exif", "stored"});
constexpr auto kEncodings = std::to_array<std::string_view>(
    {"(pixel - mean) / std", "pixel", "pixel - 128", "(pixel - mean) / std, quantized"});
constexpr std::string_view kCropChoices =
    "none, central:FRACTION, litert-central:FRACTION, resize:PIXELS, letterbox, letterbox:GREY";
constexpr long long kLargestShortSide = 65'535, kWhite = 255;

template <class Words, class Enum>
std::string_view word(const Words& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < words.size() ? words[index] : "?";
}

template <class Enum, class Words>
Result<Enum> parse(std::string_view what, const Words& words, std::string_view text) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == text) return static_cast<Enum>(i);
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{} '{}' is not known; choose one of {}", what, printable(text), fmt::join(words, ", ")));
}

Result<Crop> parse_fraction(Crop::Kind kind, std::string_view text, std::string_view number) {
  const std::optional<double> fraction = parse_number(number);
  if (!fraction || !(*fraction > 0 && *fraction <= 1))
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("crop '{}': the fraction must lie above 0 and not above 1, as in central:0.875", printable(text)));
  return Crop{.kind = kind, .fraction = *fraction};
}

Result<Crop> parse_short_side(std::string_view text, std::string_view number) {
  const std::optional<long long> side = parse_integer(number);
  if (!side || *side < 1 || *side > kLargestShortSide)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("crop '{}': the short side must be 1 to {} pixels, as in resize:256", printable(text),
                            kLargestShortSide));
  return Crop{.kind = Crop::Kind::kResizeShort, .short_side = static_cast<int>(*side)};
}

Result<Crop> parse_bars(std::string_view text, std::string_view number) {
  const std::optional<long long> grey = number.empty() ? 0 : parse_integer(number);
  if (!grey || *grey < 0 || *grey > kWhite)
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("crop '{}': the grey of the bars must be 0 to {}, as in letterbox:114", printable(text), kWhite));
  return Crop{.kind = Crop::Kind::kLetterbox, .bars = static_cast<int>(*grey)};
}

/// "123.675,116.28,103.53", as the options take them.
std::string numbers(const std::vector<float>& values) {
  std::vector<std::string> words;
  for (const float value : values) words.push_back(shortest(value));
  return fmt::format("{}", fmt::join(words, ","));
}

}  // namespace

bool is_guessed(const Preprocessing& preprocessing) {
  return preprocessing.crop_source == Source::kDefault || preprocessing.resize_source == Source::kDefault ||
         preprocessing.mean_source == Source::kDefault || preprocessing.std_source == Source::kDefault;
}

bool takes_raw_pixels(const Preprocessing& preprocessing) {
  return preprocessing.encoding == Encoding::kRawPixel || preprocessing.encoding == Encoding::kPixelMinus128;
}

std::string describe(const Preprocessing& p) {
  const std::string orientation =
      p.orientation == Orientation::kExif && p.orientation_source == Source::kDefault
          ? ""
          : fmt::format(", orientation {} ({})", to_string(p.orientation), to_string(p.orientation_source));
  const std::string normalisation =
      takes_raw_pixels(p) ? fmt::format("mean raw ({})", to_string(p.mean_source))
                          : fmt::format("mean {} ({}), std {} ({})", numbers(p.mean), to_string(p.mean_source),
                                        numbers(p.std), to_string(p.std_source));
  return fmt::format("{}crop {} ({}), resize {} ({}), {} ({}){}, {}, {}",
                     p.preset.empty() ? "" : fmt::format("preset {}: ", p.preset), to_string(p.crop),
                     to_string(p.crop_source), to_string(p.resize), to_string(p.resize_source), to_string(p.colour),
                     to_string(p.colour_source), orientation, normalisation, to_string(p.encoding));
}

std::string options_of(const Preprocessing& p) {
  return fmt::format("--crop {} --resize {} --colour {} --orientation {} {}", to_string(p.crop), to_string(p.resize),
                     to_string(p.colour), to_string(p.orientation),
                     takes_raw_pixels(p) ? std::string("--mean raw")
                                         : fmt::format("--mean {} --std {}", numbers(p.mean), numbers(p.std)));
}

std::string to_string(const Crop& crop) {
  switch (crop.kind) {
    case Crop::Kind::kNone:
      return "none";
    case Crop::Kind::kCentral:
      return fmt::format("central:{}", crop.fraction);
    case Crop::Kind::kLitertCentral:
      return fmt::format("litert-central:{}", crop.fraction);
    case Crop::Kind::kResizeShort:
      return fmt::format("resize:{}", crop.short_side);
    case Crop::Kind::kLetterbox:
      return crop.bars == 0 ? "letterbox" : fmt::format("letterbox:{}", crop.bars);
  }
  return "?";
}

std::string_view to_string(Resize resize) {
  return word(kResizes, resize);
}
std::string_view to_string(Colour colour) {
  return word(kColours, colour);
}
std::string_view to_string(Orientation orientation) {
  return word(kOrientations, orientation);
}
std::string_view to_string(Encoding encoding) {
  return word(kEncodings, encoding);
}

Result<Crop> parse_crop(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  const std::string_view number = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  if (text == "none") return Crop{.kind = Crop::Kind::kNone};
  if (kind == "central") return parse_fraction(Crop::Kind::kCentral, text, number);
  if (kind == "litert-central") return parse_fraction(Crop::Kind::kLitertCentral, text, number);
  if (kind == "resize") return parse_short_side(text, number);
  if (text == "letterbox" || (kind == "letterbox" && !number.empty())) return parse_bars(text, number);
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("crop '{}' is not known; choose one of {}", printable(text), kCropChoices));
}

Result<Resize> parse_resize(std::string_view text) {
  return parse<Resize>("resize", kResizes, text);
}
Result<Colour> parse_colour(std::string_view text) {
  return parse<Colour>("colour", kColours, text);
}

Result<Orientation> parse_orientation(std::string_view text) {
  return parse<Orientation>("orientation", kOrientations, text);
}

}  // namespace muster
