#include "worker/degraded_photo.h"

#include <gtest/gtest.h>

#include "support/message_of.h"

namespace muster {
namespace {

/// The grey levels of a golden photo, darkened, as a model of 24 × 24 pixels sees it.
std::vector<float> seen(const std::string& name, Orientation orientation) {
  SetupRequest setup;
  setup.preprocessing.orientation = orientation;
  setup.input = {"image", ElementType::kUInt8, {1, 24, 24, 3}, Quantization{{1}, {0}, 0}};
  DegradedRequest request;
  request.path = MUSTER_GOLDEN "/images/" + name;
  request.kind = "underexposure";
  request.severity = 1;
  const auto pixels = DegradedPhoto().pixels(request, setup);
  EXPECT_TRUE(pixels.has_value()) << message_of(pixels);
  return pixels ? pixels->values : std::vector<float>();
}

TEST(DegradedPhoto, is_turned_as_the_photo_is_that_it_stands_beside) {
  const auto upright = seen("orientation_1.jpg", Orientation::kExif);
  EXPECT_EQ(seen("orientation_3.jpg", Orientation::kStored), upright) << "the same pixels under another tag";
  EXPECT_NE(seen("orientation_3.jpg", Orientation::kExif), upright);
}

}  // namespace
}  // namespace muster
