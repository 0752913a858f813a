#include "leaks/edits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

using ::testing::ElementsAre;

constexpr PrintFacts kPhoto{true, 400, 300, 1, 20, 8, {}};

/// The same picture, whole.
constexpr Alignment kSame{{}, 1, 0, 1, 50, 1, 1};

TEST(Edits, are_a_recompression_where_nothing_else_shows) {
  EXPECT_THAT(edits_of(kPhoto, kPhoto, 0, kSame), ElementsAre(Edit::kRecompressed));
}

TEST(Edits, tell_mirrored_from_turned) {
  EXPECT_THAT(edits_of(kPhoto, kPhoto, 1, kSame), ElementsAre(Edit::kMirrored));
  EXPECT_THAT(edits_of(kPhoto, kPhoto, 3, kSame), ElementsAre(Edit::kTurned180));
  PrintFacts upright = kPhoto;
  std::swap(upright.width, upright.height);
  EXPECT_THAT(edits_of(upright, kPhoto, 4, kSame), ElementsAre(Edit::kMirrored, Edit::kTurned90));
  EXPECT_THAT(edits_of(upright, kPhoto, 5, kSame), ElementsAre(Edit::kTurned90));
  EXPECT_THAT(edits_of(upright, kPhoto, 6, kSame), ElementsAre(Edit::kTurned270));
}

TEST(Edits, tell_cropped_from_framed_and_resized) {
  Alignment cropped = kSame, framed = kSame;
  cropped.map = {1.11F, 0, 0, 0, 1.11F, 0}, cropped.overlap = 0.81F;
  framed.map = {0.9F, 0, 3, 0, 0.9F, 3};
  const PrintFacts smaller{true, 360, 270, 1, 20, 8, {}}, larger{true, 444, 333, 1, 20, 8, {}};
  EXPECT_THAT(edits_of(smaller, kPhoto, 0, cropped), ElementsAre(Edit::kCropped));
  EXPECT_THAT(edits_of(larger, kPhoto, 0, framed), ElementsAre(Edit::kBordered));
  EXPECT_THAT(edits_of({true, 200, 150, 1, 20, 8, {}}, kPhoto, 0, kSame), ElementsAre(Edit::kResized));
  EXPECT_THAT(edits_of({true, 500, 300, 1, 20, 8, {}}, kPhoto, 0, kSame),
              ElementsAre(Edit::kStretched, Edit::kResized));
}

TEST(Edits, tell_light_colour_and_sharpness) {
  Alignment brighter = kSame;
  brighter.gain = 0.77F;
  EXPECT_THAT(edits_of(kPhoto, kPhoto, 0, brighter), ElementsAre(Edit::kBrightened));
  Alignment darker = kSame;
  darker.offset = 30;
  EXPECT_THAT(edits_of(kPhoto, kPhoto, 0, darker), ElementsAre(Edit::kDarkened));
  PrintFacts grey = kPhoto, blurred = kPhoto;
  grey.colour = 0, blurred.sharpness = 4;
  EXPECT_THAT(edits_of(grey, kPhoto, 0, kSame), ElementsAre(Edit::kGreyed));
  EXPECT_THAT(edits_of(blurred, kPhoto, 0, kSame), ElementsAre(Edit::kBlurred));
}

TEST(Edits, see_a_tilt_in_pixels_of_the_photo) {
  Alignment tilted = kSame;
  tilted.map = {0.9986F, -0.0524F * 300 / 400, 0, 0.0524F * 400 / 300, 0.9986F, 0};
  EXPECT_THAT(edits_of(kPhoto, kPhoto, 0, tilted), ElementsAre(Edit::kTilted));
}

}  // namespace
}  // namespace muster
