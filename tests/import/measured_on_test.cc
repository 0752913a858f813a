#include "import/measured_on.h"

#include <gmock/gmock.h>

namespace muster {
namespace {

using testing::HasSubstr;

TEST(MeasuredOn, reads_five_parts_between_semicolons) {
  const auto device = parse_measured_on(" Pixel 6 ;Android 14; LiteRT 2.3; GPU; 2026-05-01 ");
  ASSERT_TRUE(device);
  EXPECT_EQ(device->name, "Pixel 6");
  EXPECT_EQ(device->os, "Android 14");
  EXPECT_EQ(device->runtime, "LiteRT 2.3");
  EXPECT_EQ(device->accelerator, "gpu");
  EXPECT_EQ(device->date, "2026-05-01");
}

TEST(MeasuredOn, shows_an_example_when_a_part_is_missing_or_empty) {
  for (const char* text : {"", "Pixel 6", "a; b; c; cpu", "a; b; c; cpu; 2026-05-01; f", "; b; c; cpu; 2026-05-01"}) {
    const auto device = parse_measured_on(text);
    ASSERT_FALSE(device) << text;
    EXPECT_THAT(device.error().message, HasSubstr("for example \"Pixel 6;")) << text;
  }
}

TEST(MeasuredOn, offers_the_nearest_accelerator) {
  const auto device = parse_measured_on("a; b; c; gpuu; 2026-05-01");
  ASSERT_FALSE(device);
  EXPECT_THAT(device.error().message, HasSubstr("did you mean 'gpu'?"));
}

TEST(MeasuredOn, refuses_what_is_no_day_of_the_calendar) {
  for (const char* date :
       {"2026-02-29", "2026-13-01", "2026-5-1", "01.05.2026", "0001-01-01", "2026-05-0x", "tomorrow", "2099-01-01"})
    EXPECT_FALSE(parse_measured_on(std::string("a; b; c; cpu; ") + date)) << date;
  EXPECT_TRUE(parse_measured_on("a; b; c; cpu; 2024-02-29"));
}

TEST(MeasuredOn, refuses_text_that_is_not_utf8) {
  EXPECT_FALSE(parse_measured_on("\xFF; b; c; cpu; 2026-05-01"));
}

TEST(DifferenceOf, what_a_log_tells_and_the_user_says_is_the_first_that_cannot_be_of_one_device) {
  const Device stated{"Pixel 6", "Android 15", "LiteRT 2.3", "gpu", "2026-05-12"};
  for (const Device& same : {stated, Device{"Google Pixel 6", "Android 15 (API 35)", "", "", ""},
                             Device{"", "Android", "TFLite", "", ""}, Device{}})
    EXPECT_EQ(difference_of(same, stated), "");
  EXPECT_EQ(difference_of({"Pixel 6a", "", "", "", ""}, stated), "the device Pixel 6a, and you say Pixel 6");
  EXPECT_THAT(difference_of({"", "iOS 9", "", "", ""}, stated), HasSubstr("the system iOS 9"));
  EXPECT_THAT(difference_of({"", "", "TFLite 2.31", "", ""}, stated), HasSubstr("the runtime TFLite 2.31"));
  EXPECT_THAT(difference_of({"", "", "CoreML", "", ""}, stated), HasSubstr("the runtime CoreML"));
  EXPECT_THAT(difference_of({"", "", "", "", "2026-05-13"}, stated), HasSubstr("the day 2026-05-13"));
}

}  // namespace
}  // namespace muster
