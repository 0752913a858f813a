#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "muster/catalog.h"
#include "stress/degradation.h"
#include "support/degraded_photo.h"

namespace muster {
namespace {

/// Mean distance of two photos' levels.
double distance(const Image& a, const Image& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<double>(a.pixels.size());
}

class EveryDegradation : public ::testing::TestWithParam<const Degradation*> {};

TEST_P(EveryDegradation, spoils_a_photo_more_with_each_severity) {
  const Image photo = scene(3, 160, 160);
  const auto mean_distance = [&](int severity) {
    double sum = 0;
    for (std::uint64_t key = 0; key < 8; ++key) sum += distance(photo, degraded(photo, GetParam()->id, severity, key));
    return sum / 8;
  };
  double before = 0;
  for (int severity = 1; severity <= kSeverities; ++severity) {
    const double now = mean_distance(severity);
    EXPECT_GT(now, before) << GetParam()->id << " " << severity;
    before = now;
  }
}

TEST_P(EveryDegradation, gives_the_same_picture_for_the_same_photo_and_seed) {
  const Image photo = scene(4, 96, 96);
  const Image once = degraded(photo, GetParam()->id, 3, 11, 5);
  EXPECT_EQ(degraded(photo, GetParam()->id, 3, 11, 5).pixels, once.pixels);
  static const std::set<std::string_view> kWithoutChance{"defocus", "overexposure", "underexposure", "jpeg"};
  std::set<std::vector<std::uint8_t>> pictures;
  for (std::uint64_t key = 0; key < 12; ++key) {
    pictures.insert(degraded(photo, GetParam()->id, 3, key, 5).pixels);
    pictures.insert(degraded(photo, GetParam()->id, 3, 11, key).pixels);
  }
  EXPECT_EQ(pictures.size() > 1, !kWithoutChance.contains(GetParam()->id));
}

TEST_P(EveryDegradation, keeps_the_size_of_a_photo_however_small_or_narrow) {
  for (const auto& [width, height] : {std::pair(1, 1), {1, 70}, {70, 1}, {2, 3}, {31, 64}, {300, 20}}) {
    const Image photo = scene(5, width, height);
    for (int severity = 1; severity <= kSeverities; ++severity) {
      const Image spoilt = degraded(photo, GetParam()->id, severity);
      EXPECT_EQ(spoilt.width, width);
      EXPECT_EQ(spoilt.height, height);
      EXPECT_EQ(spoilt.pixels.size(), photo.pixels.size());
    }
  }
}

TEST_P(EveryDegradation, is_listed_with_its_parameters) {
  const auto all = list_degradations();
  const auto found = std::ranges::find(all, GetParam()->id, &DegradationInfo::id);
  ASSERT_NE(found, all.end());
  EXPECT_FALSE(found->title.empty());
  EXPECT_THAT(std::string(found->parameters), ::testing::ContainsRegex("[0-9]"));
}

std::string name_of(const ::testing::TestParamInfo<const Degradation*>& info) {
  return std::string(info.param->id);
}

INSTANTIATE_TEST_SUITE_P(each, EveryDegradation,
                         ::testing::ValuesIn(all_degradations().begin(), all_degradations().end()), name_of);

TEST(Degradations, grow_with_the_photo) {
  const Image small = scene(6, 112, 112), large = scene(6, 224, 224);
  EXPECT_EQ(length_scale(small), 0.5);
  EXPECT_EQ(length_scale(large), 1);
  EXPECT_EQ(length_scale(scene(6, 448, 224)), 1);
  EXPECT_NEAR(distance(small, degraded(small, "defocus", 4)), distance(large, degraded(large, "defocus", 4)), 1.5);
}

TEST(Degradations, of_light_only_add_or_only_take) {
  const Image photo = measured_photo();
  for (int severity = 1; severity <= kSeverities; ++severity) {
    for (const std::string_view kind : {"overexposure", "glare"}) {
      const Image bright = degraded(photo, kind, severity);
      for (std::size_t i = 0; i < photo.pixels.size(); ++i) ASSERT_GE(bright.pixels[i], photo.pixels[i]) << kind;
    }
    const Image dark = degraded(photo, "underexposure", severity);
    for (std::size_t i = 0; i < photo.pixels.size(); ++i) ASSERT_LE(dark.pixels[i], photo.pixels[i]);
  }
}

TEST(Degradations, leave_the_part_of_the_view_that_a_bad_frame_holds) {
  Image photo{200, 200, {}};
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 200; ++x)
      for (const int level : {x, y, 7}) photo.pixels.push_back(static_cast<std::uint8_t>(level));
  const double sides[kSeverities] = {0.9, 0.8, 0.7, 0.6, 0.5};
  std::set<int> lefts;
  for (int severity = 1; severity <= kSeverities; ++severity) {
    for (std::uint64_t key = 0; key < 20; ++key) {
      const Image part = degraded(photo, "partial_crop", severity, key);
      const int left = pixel(part, 0, 0, 0), right = pixel(part, 199, 0, 0);
      EXPECT_NEAR(right - left, 200 * sides[severity - 1] - 1, 1);
      EXPECT_NEAR(pixel(part, 0, 199, 1) - pixel(part, 0, 0, 1), 200 * sides[severity - 1] - 1, 1);
      lefts.insert(left);
    }
  }
  EXPECT_GT(lefts.size(), 20U);
  EXPECT_LE(*lefts.begin(), 10);
}

TEST(Degradations, smudge_a_part_of_the_photo_and_leave_the_rest) {
  const Image photo = measured_photo();
  const Image smudged = degraded(photo, "smudge", 5);
  std::size_t same = 0;
  for (std::size_t i = 0; i < photo.pixels.size(); ++i) same += photo.pixels[i] == smudged.pixels[i] ? 1U : 0U;
  EXPECT_GT(same, photo.pixels.size() / 10);
  EXPECT_LT(same, photo.pixels.size() * 9 / 10);
}

}  // namespace
}  // namespace muster
