#include "doctor/preparation_changes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/units.h"

namespace muster {
namespace {

using Numbers = std::vector<float>;

/// One usual normalisation, on the 0 to 255 scale and in the order red, green, blue.
struct Normalised {
  const char* id;
  const char* words;
  Numbers mean, std;
  int channels;  ///< of the inputs that it is for; 0: all
};

const std::vector<Normalised>& usual_normalisations() {
  static const std::vector<Normalised> usual{{"0-to-1", "pixels as numbers from 0 to 1", {0}, {255}, 0},
                                             {"minus1-to-1", "pixels as numbers from -1 to 1", {127.5F}, {127.5F}, 0},
                                             {"0-to-255", "pixels as numbers from 0 to 255", {0}, {1}, 0},
                                             {"imagenet",
                                              "ImageNet's mean and std, as in PyTorch",
                                              {123.675F, 116.28F, 103.53F},
                                              {58.395F, 57.12F, 57.375F},
                                              3}};
  return usual;
}

/// The same of a photo whose light and dark are exchanged: (255 - pixel - mean) / std.
Numbers inverted_mean(Numbers mean) {
  for (float& one : mean) one = 255 - one;
  return mean;
}
Numbers inverted_std(Numbers std) {
  for (float& one : std) one = -one;
  return std;
}

/// Whether two normalisations make the same tensor, but for rounding.
bool is_alike(const Preprocessing& one, const Preprocessing& other) {
  const auto near = [](float a, float b) { return std::abs(a - b) <= 1e-3F * std::max(1.0F, std::abs(b)); };
  return one.colour == other.colour && one.encoding == other.encoding &&
         std::ranges::equal(one.mean, other.mean, near) && std::ranges::equal(one.std, other.std, near);
}

std::string numbers(const Numbers& values) {
  std::vector<std::string> words;
  for (const float value : values) words.push_back(shortest(value));
  return fmt::format("{}", fmt::join(words, ","));
}

/// "mean 127.5 and std 127.5", or what raw pixels are called.
std::string normalisation_of(const Preprocessing& p) {
  return takes_raw_pixels(p) ? fmt::format("the {}", to_string(p.encoding))
                             : fmt::format("mean {} and std {}", numbers(p.mean), numbers(p.std));
}

/// Collects the ways that differ from what is stated.
class Suspects {
 public:
  Suspects(const Preprocessing& stated, const Model& model)
      : stated_(stated),
        model_(model),
        input_(model.inputs.front()),
        channels_(image_size(input_).value_or(ImageSize{}).channels) {}

  std::vector<PreparationChange> all() {
    add_colour();
    if (!model_.image_input) add_normalisations();
    add_encodings();
    for (const char* crop : {"none", "central:1", "central:0.875", "letterbox"}) add_crop(crop);
    add_orientation();
    return std::move(found_);
  }

 private:
  void add(Change change, const Preprocessing& preprocessing) { found_.push_back({std::move(change), preprocessing}); }

  void add_colour() {
    if (channels_ != 3) return;
    Preprocessing other = stated_;
    other.colour = stated_.colour == Colour::kRgb ? Colour::kBgr : Colour::kRgb;
    const std::string name(to_string(other.colour)), before(to_string(stated_.colour));
    const std::string words = fmt::format("colour order {} in place of {}", name, before);
    if (model_.image_input)
      return add(
          {"colour:" + name, words, "",
           fmt::format("The model's file says that its image input takes {}, and its network wants {}: convert it "
                       "again with the colour layout {}.",
                       before, name, name)},
          other);
    add({"colour:" + name, words, "--colour " + name,
         fmt::format("Say --colour {0}, or colour = \"{0}\" in MODEL.muster.toml; the app must feed {0} too.", name)},
        other);
  }

  void add_normalisation(const std::string& id, const std::string& words, Numbers mean, Numbers std, Colour colour) {
    Preprocessing other = stated_;
    other.mean = std::move(mean), other.std = std::move(std), other.colour = colour;
    other.encoding = input_.quantization ? Encoding::kQuantized : Encoding::kFloat;
    const bool same = other.encoding == stated_.encoding && other.mean == stated_.mean && other.std == stated_.std &&
                      other.colour == stated_.colour;
    const bool known = std::ranges::any_of(found_, [&](const PreparationChange& one) {
      return one.change.id.starts_with("normalisation:") && is_alike(one.preprocessing, other);
    });
    if (same || known) return;
    std::string options = fmt::format("--mean {} --std {}", numbers(other.mean), numbers(other.std));
    if (colour != stated_.colour) options = fmt::format("--colour {} {}", to_string(colour), options);
    std::string advice = fmt::format("Say {}, or the same in MODEL.muster.toml; the app must compute it too.", options);
    if (stated_.mean_source == Source::kMetadata) advice += " The model's own metadata says otherwise: mend it.";
    add({"normalisation:" + id, fmt::format("{} in place of {}", words, normalisation_of(stated_)), options, advice},
        other);
  }

  /// Integers can be told apart by mean and std only where one scale says what they stand for.
  [[nodiscard]] bool takes_mean_and_std() const {
    if (input_.element_type == ElementType::kFloat32 || input_.element_type == ElementType::kFloat16) return true;
    const bool one_scale =
        input_.quantization && input_.quantization->scales.size() == 1 && input_.quantization->zero_points.size() == 1;
    return one_scale && (input_.element_type == ElementType::kUInt8 || input_.element_type == ElementType::kInt8 ||
                         input_.element_type == ElementType::kInt16);
  }

  void add_normalisations() {
    if (!takes_mean_and_std()) return;
    for (const Normalised& usual : usual_normalisations()) {
      if (usual.channels != 0 && usual.channels != channels_) continue;
      Numbers mean = usual.mean, std = usual.std;
      if (stated_.colour == Colour::kBgr) std::ranges::reverse(mean), std::ranges::reverse(std);
      add_normalisation(usual.id, usual.words, std::move(mean), std::move(std), stated_.colour);
    }
    add_inverted();
    if (channels_ == 3)
      add_normalisation("caffe", "Caffe's: bgr less its mean", {103.939F, 116.779F, 123.68F}, {1}, Colour::kBgr);
  }

  /// Light and dark exchanged: drawings and scans are dark on light in one collection, light on dark in another. Of
  /// grey inputs in every usual range; else in the stated one.
  void add_inverted() {
    const bool stated_by_numbers = stated_.encoding == Encoding::kFloat || stated_.encoding == Encoding::kQuantized;
    bool is_usual = false;
    for (const Normalised& usual : usual_normalisations()) {
      Numbers mean = usual.mean, std = usual.std;
      if (stated_.colour == Colour::kBgr) std::ranges::reverse(mean), std::ranges::reverse(std);
      const bool is_stated = stated_by_numbers && mean == stated_.mean && std == stated_.std;
      is_usual = is_usual || is_stated;
      if (!is_stated && (channels_ != 1 || usual.channels > 1)) continue;
      const std::string id = std::string_view(usual.id) == "0-to-1" ? "inverted" : fmt::format("inverted-{}", usual.id);
      add_normalisation(id, fmt::format("{}, light and dark exchanged,", usual.words), inverted_mean(mean),
                        inverted_std(std), stated_.colour);
    }
    if (stated_by_numbers && !is_usual)
      add_normalisation("inverted-as-stated", "the stated mean and std, light and dark exchanged,",
                        inverted_mean(stated_.mean), inverted_std(stated_.std), stated_.colour);
    if (!stated_by_numbers) add_inverted_raw();
  }

  /// Of raw integers by the numbers that they stand for: (255 - pixel), less 128 for int8.
  void add_inverted_raw() {
    const bool is_byte = stated_.encoding == Encoding::kRawPixel && input_.element_type == ElementType::kUInt8;
    if (!is_byte && stated_.encoding != Encoding::kPixelMinus128) return;
    const auto zero_point = static_cast<float>(input_.quantization->zero_points[0]);
    const Numbers mean{(is_byte ? 255.0F : 127.0F) - zero_point}, std{-1 / input_.quantization->scales[0]};
    add_normalisation("inverted-raw", fmt::format("the {}, light and dark exchanged,", to_string(stated_.encoding)),
                      mean, std, stated_.colour);
  }

  void add_encodings() {
    const bool raw = takes_raw_pixels(stated_);
    Preprocessing other = stated_;
    other.mean = {0}, other.std = {1};
    const bool is_int8 = input_.element_type == ElementType::kInt8;
    if ((is_int8 || input_.element_type == ElementType::kUInt8) && !raw) {
      other.encoding = is_int8 ? Encoding::kPixelMinus128 : Encoding::kRawPixel;
      add({"encoding:raw", fmt::format("the {} in place of {}", to_string(other.encoding), normalisation_of(stated_)),
           "--mean raw",
           fmt::format(
               "Say --mean raw in the place of mean and std, or mean = \"raw\" in MODEL.muster.toml; the app must "
               "feed the {} as {}.",
               to_string(other.encoding), to_string(input_.element_type))},
          other);
    }
    if (!is_int8 || stated_.encoding == Encoding::kRawPixel) return;
    other.encoding = Encoding::kRawPixel;
    add({"encoding:uint8-bytes",
         fmt::format("the pixel's byte as it is (uint8) in place of {}", normalisation_of(stated_)), "",
         "The model's file says that its input is int8, and its network wants uint8: convert it again with that input "
         "type; until then the app must feed the byte as it is."},
        other);
  }

  void add_crop(const char* word) {
    Preprocessing other = stated_;
    other.crop = parse_crop(word).value_or(stated_.crop);
    const std::string before = to_string(stated_.crop);
    if (to_string(other.crop) == before) return;
    const bool stretched = other.crop.kind == Crop::Kind::kNone;
    const std::string name = to_string(other.crop);
    add({"crop:" + name,
         fmt::format("crop {}{} in place of {}", name, stretched ? " (the whole photo, stretched)" : "", before),
         "--crop " + name,
         fmt::format("Say --crop {0}, or crop = \"{0}\" in MODEL.muster.toml; the app must cut photos so too.", name)},
        other);
  }

  void add_orientation() {
    Preprocessing other = stated_;
    const bool obeyed = stated_.orientation == Orientation::kExif;
    other.orientation = obeyed ? Orientation::kStored : Orientation::kExif;
    const std::string name(to_string(other.orientation));
    add({"orientation:" + name,
         obeyed ? "EXIF orientation ignored in place of obeyed" : "EXIF orientation obeyed in place of ignored",
         "--orientation " + name,
         obeyed ? "Say --orientation stored; the tags of these photos are wrong, or the model was trained on photos as "
                  "they "
                  "are stored: then the app must not turn them either."
                : "Leave --orientation stored out; the app must turn photos as their EXIF says."},
        other);
  }

  const Preprocessing& stated_;
  const Model& model_;
  const TensorSpec& input_;
  int channels_;
  std::vector<PreparationChange> found_;
};

}  // namespace

std::vector<PreparationChange> suspected_preparations(const Preprocessing& stated, const Model& model) {
  return Suspects(stated, model).all();
}

}  // namespace muster
