#include "support/pictures.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "image/fingerprint.h"

namespace muster {
namespace {

struct Blob {
  double x = 0, y = 0, wide = 0, high = 0, turn = 0;
  double colour[3] = {};
};

std::vector<Blob> blobs_of(unsigned seed) {
  std::mt19937 random(seed);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() % 10'000) / 10'000.0;
  };
  std::vector<Blob> blobs;
  for (int i = 0; i < 60; ++i) {
    const double x = between(0, 1), y = between(0, 1), wide = between(0.02, 0.2), high = between(0.02, 0.2);
    Blob blob{x, y, wide, high, between(0, 3), {}};
    for (double& colour : blob.colour) colour = between(-150, 150);
    blobs.push_back(blob);
  }
  return blobs;
}

}  // namespace

Image scene(unsigned seed, int width, int height) {
  const std::vector<Blob> blobs = blobs_of(seed);
  Image image;
  image.width = width, image.height = height;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      double colour[3] = {128, 128, 128};
      for (const Blob& blob : blobs) {
        const double dx = (x + 0.5) / width - blob.x, dy = (y + 0.5) / height - blob.y;
        const double u = (dx * std::cos(blob.turn) + dy * std::sin(blob.turn)) / blob.wide;
        const double v = (dy * std::cos(blob.turn) - dx * std::sin(blob.turn)) / blob.high;
        const double inside = 1 / (1 + std::exp(12 * (u * u + v * v - 1)));
        for (int c = 0; c < 3; ++c) colour[c] += inside * blob.colour[c];
      }
      for (const double value : colour)
        image.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0)));
    }
  return image;
}

GreySquare grey_scene(unsigned seed) {
  return fingerprint_of(scene(seed, 128, 128)).grey;
}

std::string bmp_of(const Image& image) {
  const int row = (image.width * 3 + 3) / 4 * 4;
  std::string file("BM", 2);
  const auto number = [&](int value, int bytes) {
    for (int i = 0; i < bytes; ++i) file += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  number(54 + row * image.height, 4), number(0, 4), number(54, 4);
  number(40, 4), number(image.width, 4), number(image.height, 4), number(1, 2), number(24, 2);
  for (int i = 0; i < 6; ++i) number(0, 4);
  for (int y = image.height - 1; y >= 0; --y) {
    for (int x = 0; x < image.width; ++x)
      for (int c = 2; c >= 0; --c) file += static_cast<char>(pixel(image, x, y, c));
    file.append(static_cast<std::size_t>(row - image.width * 3), '\0');
  }
  return file;
}

}  // namespace muster
