#include "support/digits.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <span>

#include "image/decode.h"
#include "image/encode_jpeg.h"

namespace muster {
namespace {

struct Point {
  double x = 0, y = 0;
};

/// The strokes of a seven-segment display: top, upper left, upper right, middle, lower left, lower right, bottom.
constexpr Point kStrokes[7][2] = {{{0, 0}, {1, 0}}, {{0, 0}, {0, 1}}, {{1, 0}, {1, 1}}, {{0, 1}, {1, 1}},
                                  {{0, 1}, {0, 2}}, {{1, 1}, {1, 2}}, {{0, 2}, {1, 2}}};
constexpr unsigned kLit[10] = {0x77, 0x24, 0x5D, 0x6D, 0x2E, 0x6B, 0x7B, 0x25, 0x7F, 0x6F};

double distance(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/// Numbers that do not depend on the standard library.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  double between(double low, double high) { return low + (high - low) * static_cast<double>(random_()) / 4294967296.0; }
  double normal() {
    double sum = 0;
    for (int i = 0; i < 12; ++i) sum += between(0, 1);
    return sum - 6;
  }

 private:
  std::mt19937 random_;
};

}  // namespace

Image drawn_digit(int digit, unsigned seed, const DigitStyle& style) {
  Draw face(1000 + style.typeface), photo(7919 * seed + 10 * style.typeface + static_cast<unsigned>(digit));
  const double thick = face.between(0.04, 0.1), slant = face.between(-0.05, 0.15), wide = face.between(0.35, 0.55);
  const double waist = face.between(0.85, 1.15), size = photo.between(0.3, 0.36);
  const double left = 0.32 + photo.between(-0.06, 0.06) - wide / 2, top = 0.5 + photo.between(-0.05, 0.05) - size;
  const double blur = photo.between(0.012, 0.04), noise = style.noise * photo.between(0.6, 1.4);
  double ink = photo.between(10, 80), ground = photo.between(150, 245);
  if (photo.between(0, 1) < 0.3) std::swap(ink, ground);
  const auto placed = [&](Point p) {
    const double y = p.y == 1 ? waist : p.y;
    return Point{left + wide * p.x + slant * (1 - y), top + size * y};
  };
  Image image;
  image.width = style.width, image.height = style.height;
  for (int y = 0; y < style.height; ++y)
    for (int x = 0; x < style.width; ++x) {
      const Point here{(x + 0.5) / style.height, (y + 0.5) / style.height};
      double nearest = 1;
      for (unsigned i = 0; i < 7; ++i)
        if ((kLit[digit] >> i & 1U) != 0)
          nearest = std::min(nearest, distance(here, placed(kStrokes[i][0]), placed(kStrokes[i][1])));
      const double inked = 1 / (1 + std::exp((nearest - thick) / blur * 2));
      const double value = std::clamp(ground + (ink - ground) * inked + noise * photo.normal(), 0.0, 255.0);
      image.pixels.insert(image.pixels.end(), 3, static_cast<std::uint8_t>(value));
    }
  return image;
}

std::string jpeg_of(const Image& image, int quality) {
  const auto bytes = encode_jpeg(image, quality);
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

Image recompressed(const Image& image, int quality) {
  const std::string file = jpeg_of(image, quality);
  return *decode_image(std::as_bytes(std::span(file)));
}

}  // namespace muster
