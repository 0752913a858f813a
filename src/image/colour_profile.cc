#include "image/colour_profile.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {
namespace {

struct Xyz {
  double x, y, z;
};

/// A primary, by its tag, where sRGB has it (IEC 61966-2-1, adapted to D50).
struct Primary {
  std::string_view tag;
  Xyz of_srgb;
};
constexpr std::array kPrimaries{Primary{"rXYZ", {0.4360, 0.2225, 0.0139}}, Primary{"gXYZ", {0.3851, 0.7169, 0.0971}},
                                Primary{"bXYZ", {0.1431, 0.0606, 0.7141}}};

/// The big-endian numbers and names of a profile; 0 and "" past its end.
struct Profile {
  std::span<const std::byte> bytes;

  [[nodiscard]] std::string_view name(std::size_t at) const {
    if (at > bytes.size() || bytes.size() - at < 4) return {};
    return {reinterpret_cast<const char*>(bytes.data()) + at, 4};
  }

  [[nodiscard]] std::uint32_t number(std::size_t at) const {
    std::uint32_t value = 0;
    for (const char byte : name(at)) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
  }

  /// The first value of an XYZType tag: s15Fixed16 numbers.
  [[nodiscard]] std::optional<Xyz> xyz(std::string_view tag) const {
    constexpr std::size_t kTagCount = 128, kFirstTag = 132, kTagBytes = 12;
    const std::size_t count = number(kTagCount);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t entry = kFirstTag + i * kTagBytes;
      if (name(entry).empty()) return std::nullopt;
      if (name(entry) != tag) continue;
      const std::size_t at = number(entry + 4);
      if (name(at) != "XYZ " || name(at + 16).empty()) return std::nullopt;
      const auto fixed = [&](std::size_t place) { return static_cast<std::int32_t>(number(place)) / 65536.0; };
      return Xyz{fixed(at + 8), fixed(at + 12), fixed(at + 16)};
    }
    return std::nullopt;
  }
};

bool near(const Xyz& a, const Xyz& b) {
  constexpr double kRounding = 0.01;
  return std::abs(a.x - b.x) < kRounding && std::abs(a.y - b.y) < kRounding && std::abs(a.z - b.z) < kRounding;
}

}  // namespace

bool has_other_colours(std::span<const std::byte> bytes) {
  constexpr std::size_t kColourSpace = 16, kSignature = 36;
  const Profile profile{bytes};
  if (profile.name(kSignature) != "acsp" || profile.name(kColourSpace) == "GRAY") return false;
  if (profile.name(kColourSpace) != "RGB ") return true;
  for (const Primary& primary : kPrimaries) {
    const auto xyz = profile.xyz(primary.tag);
    if (!xyz || !near(*xyz, primary.of_srgb)) return true;
  }
  return false;
}

}  // namespace muster
