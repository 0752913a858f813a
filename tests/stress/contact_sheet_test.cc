#include "stress/contact_sheet.h"

#include <gtest/gtest.h>

#include "image/decode.h"
#include "image/encode_png.h"
#include "stress/degradation.h"
#include "support/degraded_photo.h"

namespace muster {
namespace {

TEST(ContactSheet, has_a_row_a_kind_and_the_photo_first) {
  const Image photo = scene(8, 64, 48);
  const auto sheet = contact_sheet(photo, 7, 0);
  ASSERT_TRUE(sheet.has_value());
  EXPECT_EQ(sheet->width, 4 + (1 + kSeverities) * 68);
  EXPECT_EQ(sheet->height, 4 + static_cast<int>(all_degradations().size()) * 52);
  const Image first = degraded(photo, all_degradations()[0]->id, 2);
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 64; ++x) {
      ASSERT_EQ(pixel(*sheet, 4 + x, 4 + y, 1), pixel(photo, x, y, 1));
      ASSERT_EQ(pixel(*sheet, 4 + 2 * 68 + x, 4 + y, 1), pixel(first, x, y, 1));
    }
  }
}

TEST(ContactSheet, of_a_large_photo_stays_small) {
  const auto sheet = contact_sheet(scene(8, 448, 224), 7, 0);
  ASSERT_TRUE(sheet.has_value());
  EXPECT_EQ(sheet->width, 4 + 6 * 228);
  EXPECT_EQ(sheet->height, 4 + static_cast<int>(all_degradations().size()) * 116);
}

TEST(ContactSheet, as_a_png_is_read_back) {
  const Image photo = scene(9, 33, 21);
  const auto png = encode_png(photo);
  ASSERT_TRUE(png.has_value());
  EXPECT_EQ(decode_image(*png)->pixels, photo.pixels);
}

}  // namespace
}  // namespace muster
