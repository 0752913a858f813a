#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// Who said so. kDefault is a guess: accuracy under it cannot fail a model.
enum class Source { kDefault, kMetadata, kQuantization, kSidecar, kPreset, kOption };

/// "default", "model metadata", "quantized input", "sidecar file", "preset", "option".
std::string_view to_string(Source source);

/// Which part of the photo the model sees.
struct Crop {
  enum class Kind {
    kNone,           ///< the whole photo, stretched
    kCentral,        ///< square of int(fraction × short side), offsets by integer halves
    kLitertCentral,  ///< as LiteRT's evaluation: square, sides and offsets rounded
    kResizeShort,    ///< short side resized to `short_side`, then the central input-sized square
    kLetterbox,      ///< the whole photo, unstretched, between two bars of the grey `bars`; as Pillow's ImageOps.pad
  };
  Kind kind = Kind::kCentral;
  double fraction = 0.875;
  int short_side = 256;
  int bars = 0;  ///< 0 to 255
};

enum class Resize { kPillowBilinear, kPillowBicubic, kLitertBilinear, kArea };
enum class Colour { kRgb, kBgr };

/// Which way up the model sees a photo. HEIC files are turned always.
enum class Orientation {
  kExif,    ///< as its EXIF says
  kStored,  ///< as its pixels are stored, which is what programs see that do not look at EXIF
};

/// How pixels become the input tensor's numbers.
enum class Encoding {
  kFloat,          ///< (pixel − mean) / std
  kRawPixel,       ///< uint8 inputs: the pixel; int8 inputs: its byte, as apps feed that take them for uint8
  kPixelMinus128,  ///< int8 inputs: the pixel − 128
  kQuantized,      ///< (pixel − mean) / std, then the tensor's own scale and zero point
};

/// How a photo becomes a model's input, and who said each part of it.
struct Preprocessing {
  Crop crop;
  Resize resize = Resize::kPillowBilinear;
  Colour colour = Colour::kRgb;
  Orientation orientation = Orientation::kExif;
  std::vector<float> mean{127.5F}, std{127.5F};  ///< 0 to 255 scale; one, or one a channel
  Encoding encoding = Encoding::kFloat;
  std::string preset;  ///< "" where none was named
  Source crop_source = Source::kDefault, resize_source = Source::kDefault, colour_source = Source::kDefault,
         orientation_source = Source::kDefault, mean_source = Source::kDefault, std_source = Source::kDefault;
};

/// Whether crop, resize or normalisation is a default that neither the user nor the model stated.
/// (RGB order is the convention of every format, and EXIF that of every viewer, so their defaults are no guess.)
bool is_guessed(const Preprocessing& preprocessing);

/// Whether the input takes pixels as they are (an int8 input's less 128): `--mean raw`, without a std.
bool takes_raw_pixels(const Preprocessing& preprocessing);

/// All of it in one sentence, with who said each part. Every part is written as its option takes it.
std::string describe(const Preprocessing& preprocessing);

/// The same as options: "--crop central:0.875 --resize pillow-bilinear --colour rgb --mean raw". They lead to the same
/// preprocessing again.
std::string options_of(const Preprocessing& preprocessing);

/// The words of the options: "central:0.875", "pillow-bilinear", "rgb", and back. Errors name the choices.
std::string to_string(const Crop& crop);
std::string_view to_string(Resize resize);
std::string_view to_string(Colour colour);
std::string_view to_string(Orientation orientation);
std::string_view to_string(Encoding encoding);
Result<Crop> parse_crop(std::string_view text);
Result<Resize> parse_resize(std::string_view text);
Result<Colour> parse_colour(std::string_view text);
Result<Orientation> parse_orientation(std::string_view text);

}  // namespace muster
