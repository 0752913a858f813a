#include "leaks/rigidity.h"

#include <gtest/gtest.h>

#include "image/fingerprint.h"
#include "support/digits.h"
#include "support/pictures.h"

namespace muster {
namespace {

PhotoPrints prints_of(unsigned count, const auto& image_at) {
  PhotoPrints prints{{}, {}, *GreyFile::create()};
  for (unsigned i = 0; i < count; ++i) {
    const Fingerprint print = fingerprint_of(image_at(i));
    prints.facts.push_back({true, print.width, print.height, print.pixel_hash, print.colour, print.sharpness, {}});
    prints.captures.emplace_back();
    EXPECT_TRUE(prints.greys.put(i, print.grey).has_value());
  }
  return prints;
}

PhotoPrints digits(unsigned first, unsigned count, int width, int height) {
  return prints_of(count, [&](unsigned i) {
    return drawn_digit(static_cast<int>(i % 10), i, {first + i, width, height, 5});
  });
}

PhotoPrints scenes(unsigned first, unsigned count, int side) {
  return prints_of(count, [&](unsigned i) { return scene(first + i, side, side); });
}

TEST(Rigidity, of_drawn_digits_is_high_at_every_size) {
  EXPECT_GE(rigidity(digits(0, 100, 20, 32), digits(500, 100, 20, 32)), kRigid);
  EXPECT_GE(rigidity(digits(0, 100, 80, 128), digits(500, 100, 80, 128)), kRigid);
}

TEST(Rigidity, of_scenes_is_low_though_each_has_a_copy) {
  EXPECT_LT(rigidity(scenes(0, 20, 32), scenes(100, 20, 32)), kRigid);
  EXPECT_LT(rigidity(scenes(0, 10, 96), scenes(0, 10, 100)), kRigid);
}

TEST(Rigidity, of_few_photos_is_not_known) {
  EXPECT_EQ(rigidity(digits(0, 3, 20, 32), digits(500, 3, 20, 32)), 0);
}

}  // namespace
}  // namespace muster
