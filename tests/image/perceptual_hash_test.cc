#include "image/perceptual_hash.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/pictures.h"

namespace muster {
namespace {

constexpr PictureView kWhole{};

TEST(PerceptualHash, has_the_signs_that_scipy_gives) {
  std::ifstream file(MUSTER_GOLDEN "/perceptual_hash.json");
  for (const auto& golden : nlohmann::json::parse(file)) {
    GreySquare grey{};
    for (std::size_t i = 0; i < grey.size(); ++i) grey[i] = golden["grey"][i].get<std::uint8_t>();
    const PerceptualHash hash = perceptual_hash(grey, kWhole);
    std::string bits;
    for (std::size_t bit = 0; bit < 128; ++bit) bits += (hash[bit / 64] >> (bit % 64) & 1U) != 0 ? '1' : '0';
    EXPECT_EQ(bits, golden["bits"]);
  }
}

TEST(PerceptualHash, of_a_turned_picture_is_the_turned_hash) {
  const GreySquare grey = grey_scene(1);
  for (Symmetry symmetry = 0; symmetry < kSymmetries; ++symmetry)
    EXPECT_LE(hamming_distance(perceptual_hash(turned(grey, symmetry), kWhole),
                               turned(perceptual_hash(grey, kWhole), symmetry)),
              1)
        << int{symmetry};  // a frequency may vanish
}

TEST(PerceptualHash, of_a_part_turns_with_the_picture) {
  const GreySquare grey = grey_scene(2);
  const PictureView part{0.1F, 0.2F, 0.95F, 0.7F};
  for (Symmetry symmetry = 0; symmetry < kSymmetries; ++symmetry)
    EXPECT_LE(hamming_distance(perceptual_hash(turned(grey, symmetry), turned(part, symmetry)),
                               turned(perceptual_hash(grey, part), symmetry)),
              2)
        << int{symmetry};
}

TEST(PerceptualHash, stays_when_brightness_and_contrast_change) {
  const GreySquare grey = grey_scene(3);
  GreySquare faded = grey;
  for (std::uint8_t& value : faded) value = static_cast<std::uint8_t>(60 + value / 2);
  EXPECT_LE(hamming_distance(perceptual_hash(grey, kWhole), perceptual_hash(faded, kWhole)), 2);
}

TEST(PerceptualHash, tells_pictures_apart) {
  int nearest = 128;
  for (unsigned a = 0; a < 12; ++a)
    for (unsigned b = 0; b < a; ++b)
      nearest = std::min(
          nearest, hamming_distance(perceptual_hash(grey_scene(a), kWhole), perceptual_hash(grey_scene(b), kWhole)));
  EXPECT_GT(nearest, 36);
}

}  // namespace
}  // namespace muster
