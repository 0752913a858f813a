#include "base/units.h"

#include <gtest/gtest.h>

#include <charconv>
#include <limits>

namespace muster {
namespace {

TEST(Units, speak_as_people_do) {
  EXPECT_EQ(format_bytes(812), "812 B");
  EXPECT_EQ(format_bytes(4'100'000), "4.1 MB");
  EXPECT_EQ(format_bytes(1.25e9), "1.2 GB");
  EXPECT_EQ(format_milliseconds(0.45), "450 µs");
  EXPECT_EQ(format_milliseconds(19.3), "19.3 ms");
  EXPECT_EQ(format_milliseconds(1900), "1.9 s");
  EXPECT_EQ(format_percent(0.86), "86.0 %");
  EXPECT_EQ(format_value(3.14159, "mJ"), "3.1 mJ");
  EXPECT_EQ(format_value(12, "count"), "12");
}

TEST(Units, do_not_round_a_small_share_to_nothing) {
  EXPECT_EQ(format_percent(0), "0.0 %");
  EXPECT_EQ(format_percent(0.0005), "0.1 %");
  EXPECT_EQ(format_percent(0.000234), "0.0234 %");
  EXPECT_EQ(format_percent(2.5e-6), "2.5e-04 %");
}

TEST(Units, group_digits_by_three) {
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(999), "999");
  EXPECT_EQ(format_count(1'000), "1,000");
  EXPECT_EQ(format_count(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(Units, change_where_rounding_would_need_a_fourth_digit) {
  EXPECT_EQ(format_milliseconds(999.4), "999 ms");
  EXPECT_EQ(format_milliseconds(999.6), "1.0 s");
  EXPECT_EQ(format_bytes(999'600), "1.0 MB");
}

TEST(Units, show_an_interval_in_the_unit_of_its_value) {
  EXPECT_EQ(format_estimate({0.86, 0.795, 0.907, 150}, "fraction"), "86.0 % [79.5, 90.7] of 150");
  EXPECT_EQ(format_estimate({19.3, 19.1, 20.4, 192}, "ms"), "19.3 ms [19.1, 20.4], n 192");
  EXPECT_EQ(format_estimate({990, 900, 1100, 64}, "ms"), "990 ms [900, 1100], n 64");
  EXPECT_EQ(format_estimate({990, 900, std::nullopt, 64}, "ms"), "990 ms [900, ?], n 64");
  EXPECT_EQ(format_estimate({4.1e6, std::nullopt, std::nullopt, 0}, "bytes"), "4.1 MB");
}

TEST(Units, do_not_print_what_is_no_number) {
  EXPECT_EQ(format_milliseconds(std::numeric_limits<double>::quiet_NaN()), "?");
  EXPECT_EQ(format_bytes(std::numeric_limits<double>::infinity()), "?");
}

TEST(Units, write_floats_that_read_back_the_same) {
  EXPECT_EQ(shortest(0.1F), "0.1");
  EXPECT_EQ(shortest(0.6015625F), "0.6015625");
  for (const float value : {1.0F / 3, 1e-30F, 3.4e38F, 16777217.0F}) {
    const std::string text = shortest(value);
    float read = 0;
    std::from_chars(text.data(), text.data() + text.size(), read);
    EXPECT_EQ(read, value);
  }
}

}  // namespace
}  // namespace muster
