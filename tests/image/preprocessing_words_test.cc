#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "muster/preprocessing.h"

namespace muster {
namespace {

using testing::HasSubstr;

TEST(PreprocessingWords, come_back_as_they_were) {
  for (const char* word :
       {"none", "central:0.875", "litert-central:0.875", "central:1", "resize:256", "letterbox", "letterbox:114"})
    EXPECT_EQ(to_string(*parse_crop(word)), word);
  for (const char* word : {"pillow-bilinear", "pillow-bicubic", "litert-bilinear", "area"})
    EXPECT_EQ(to_string(*parse_resize(word)), word);
  for (const char* word : {"rgb", "bgr"}) EXPECT_EQ(to_string(*parse_colour(word)), word);
  for (const char* word : {"exif", "stored"}) EXPECT_EQ(to_string(*parse_orientation(word)), word);
}

TEST(PreprocessingWords, that_are_not_known_name_the_choices) {
  EXPECT_THAT(parse_crop("centre").error().message, HasSubstr("none, central:FRACTION"));
  EXPECT_THAT(parse_resize("bilinear").error().message, HasSubstr("pillow-bilinear, pillow-bicubic"));
  EXPECT_THAT(parse_colour("RGB").error().message, HasSubstr("rgb, bgr"));
}

TEST(PreprocessingWords, refuse_numbers_that_make_no_sense) {
  for (const char* word : {"central", "central:", "central:0", "central:1.5", "central:nan", "central:x",
                           "central:0.5x", "none:1", "resize:", "resize:0", "resize:1.5", "resize:99999999999",
                           "litert-central:-1", "letterbox:", "letterbox:256", "letterbox:-1", "letterbox:grey"})
    EXPECT_FALSE(parse_crop(word)) << word;
}

TEST(PreprocessingWords, a_default_is_guessed_but_the_colour_order_is_not) {
  Preprocessing preprocessing;
  EXPECT_TRUE(is_guessed(preprocessing));
  preprocessing.crop_source = preprocessing.resize_source = Source::kPreset;
  EXPECT_TRUE(is_guessed(preprocessing));
  preprocessing.mean_source = Source::kQuantization;
  EXPECT_TRUE(is_guessed(preprocessing));
  preprocessing.std_source = Source::kQuantization;
  EXPECT_FALSE(is_guessed(preprocessing));
}

TEST(PreprocessingWords, tell_all_of_it_and_who_said_so) {
  Preprocessing preprocessing;
  preprocessing.mean = {123.675F, 116.28F, 103.53F};
  preprocessing.mean_source = Source::kOption;
  preprocessing.std_source = Source::kSidecar;
  EXPECT_EQ(describe(preprocessing),
            "crop central:0.875 (default), resize pillow-bilinear (default), rgb (default), "
            "mean 123.675,116.28,103.53 (option), std 127.5 (sidecar file), (pixel - mean) / std");
  preprocessing.orientation = Orientation::kStored;
  preprocessing.orientation_source = Source::kOption;
  EXPECT_THAT(describe(preprocessing), HasSubstr("rgb (default), orientation stored (option), mean"));
}

TEST(PreprocessingWords, call_raw_pixels_by_the_word_that_asks_for_them) {
  Preprocessing preprocessing;
  preprocessing.mean = {0}, preprocessing.std = {1};
  preprocessing.mean_source = preprocessing.std_source = Source::kQuantization;
  preprocessing.encoding = Encoding::kPixelMinus128;
  EXPECT_THAT(describe(preprocessing), HasSubstr("rgb (default), mean raw (quantized input), pixel - 128"));
  EXPECT_EQ(options_of(preprocessing),
            "--crop central:0.875 --resize pillow-bilinear --colour rgb --orientation exif --mean raw");
}

}  // namespace
}  // namespace muster
