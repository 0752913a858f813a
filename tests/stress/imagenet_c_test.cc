// Degradations beside independent implementations of the same formulas (tests/golden/make_degradations.py).
#include <gtest/gtest.h>

#include <cmath>

#include "base/file.h"
#include "image/decode.h"
#include "stress/blurs.h"
#include "stress/degradation.h"
#include "stress/tilt.h"
#include "support/degraded_photo.h"
#include "support/golden_rows.h"

namespace muster {
namespace {

constexpr int kWidth = 40, kHeight = 30;

/// The most by which the photo's corner differs from the golden one of that severity.
int largest_difference(const std::string& name, int severity, const Image& photo) {
  const auto file = read_file(MUSTER_GOLDEN "/degradations/" + name + ".png", kLargestPhoto);
  const auto golden = decode_image(*file);
  EXPECT_EQ(golden->width, kWidth);
  int largest = 0;
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x)
      for (int c = 0; c < 3; ++c)
        largest =
            std::max(largest, std::abs(pixel(photo, x, y, c) - pixel(*golden, x, y + (severity - 1) * kHeight, c)));
  return largest;
}

TEST(ImageNetC, defocus_is_its_disk) {
  for (int severity = 1; severity <= kSeverities; ++severity)
    EXPECT_LE(largest_difference("defocus", severity, degraded("defocus", severity)), 1) << severity;
}

TEST(ImageNetC, motion_blur_is_that_of_imagemagick) {
  const double parameters[kSeverities][3] = {{10, 3, -45}, {15, 5, -20}, {15, 8, 0}, {15, 12, 13}, {20, 15, 45}};
  for (int severity = 1; severity <= kSeverities; ++severity) {
    const auto& [radius, sigma, degrees] = parameters[severity - 1];
    EXPECT_LE(largest_difference("motion_blur", severity, motion_blurred(measured_photo(), radius, sigma, degrees)), 1)
        << severity;
    Generator random = degradation_generator(7, "motion_blur", severity, 0);
    const double drawn = uniform(-45, 45, random);
    EXPECT_EQ(degraded("motion_blur", severity).pixels, motion_blurred(measured_photo(), radius, sigma, drawn).pixels);
  }
}

TEST(ImageNetC, overexposure_adds_to_the_value_of_hsv) {
  for (int severity = 1; severity <= kSeverities; ++severity)
    EXPECT_LE(largest_difference("overexposure", severity, degraded("overexposure", severity)), 1) << severity;
}

TEST(ImageNetC, jpeg_is_what_pillow_writes_and_reads) {
  for (int severity = 1; severity <= kSeverities; ++severity)
    EXPECT_LE(largest_difference("jpeg", severity, degraded("jpeg", severity)), 1) << severity;
}

TEST(ImageNetC, low_light_has_the_noise_of_so_few_photons) {
  for (const auto& row : golden_rows("low_light", "degradations.json")) {
    Image even{224, 224, std::vector<std::uint8_t>(224 * 224 * 3, row["level"].get<std::uint8_t>())};
    Generator random = degradation_generator(7, "low_light", row["severity"], 0);
    const auto noisy = find_degradation("low_light")->apply(even, row["severity"], random);
    double sum = 0, squares = 0;
    for (const std::uint8_t level : noisy->pixels) sum += level, squares += level * level;
    const auto n = static_cast<double>(even.pixels.size());
    const double mean = sum / n, variance = squares / n - mean * mean, wanted = row["variance"];
    EXPECT_NEAR(mean, row["mean"].get<double>(), 5 * std::sqrt(wanted / n) + 1e-9) << row;
    EXPECT_NEAR(variance, wanted, 0.05 * wanted + 1e-9) << row;
  }
}

TEST(DegradedPhoto, is_tilted_as_by_scipy) {
  const double degrees[kSeverities] = {3, -6, 9, -12, 15};
  for (int severity = 1; severity <= kSeverities; ++severity)
    EXPECT_LE(largest_difference("tilt", severity, turned(measured_photo(), degrees[severity - 1])), 1) << severity;
}

TEST(DegradedPhoto, is_blurred_as_by_scipy) {
  const double sigmas[kSeverities] = {0.5, 1, 2, 3.3, 8};
  for (int severity = 1; severity <= kSeverities; ++severity)
    EXPECT_LE(largest_difference("gaussian", severity, gaussian_blurred(measured_photo(), sigmas[severity - 1])), 1);
}

TEST(DegradedPhoto, loses_light_by_stops) {
  for (const auto& row : golden_rows("underexposure", "degradations.json")) {
    for (std::size_t i = 0; i < row["levels"].size(); ++i) {
      const auto level = row["levels"][i].get<std::uint8_t>();
      Generator random = degradation_generator(7, "underexposure", row["severity"], 0);
      const auto dark =
          find_degradation("underexposure")->apply({1, 1, {level, level, level}}, row["severity"], random);
      EXPECT_EQ(dark->pixels[0], row["to"][i].get<int>()) << row;
    }
  }
}

TEST(DegradedPhoto, has_more_red_and_less_blue_or_the_other_way_round) {
  int warm = 0;
  for (const auto& row : golden_rows("white_balance", "degradations.json")) {
    for (std::size_t i = 0; i < row["levels"].size(); ++i) {
      const auto level = row["levels"][i].get<std::uint8_t>();
      Generator random = degradation_generator(i, "white_balance", row["severity"], 0);
      const auto tinted =
          find_degradation("white_balance")->apply({1, 1, {level, level, level}}, row["severity"], random);
      const bool is_warm = tinted->pixels[0] > tinted->pixels[2];
      warm += is_warm ? 1 : 0;
      EXPECT_EQ(tinted->pixels[is_warm ? 0 : 2], row["gained"][i].get<int>()) << row;
      EXPECT_EQ(tinted->pixels[is_warm ? 2 : 0], row["lost"][i].get<int>()) << row;
      EXPECT_EQ(tinted->pixels[1], level);
    }
  }
  EXPECT_GT(warm, 5);
  EXPECT_LT(warm, 35);
}

}  // namespace
}  // namespace muster
