#include "image/exif.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace muster {
namespace {

/// A little-endian block with one entry.
std::string block(std::string type_and_count, std::string value, std::string directory = std::string("\x08\0\0\0", 4)) {
  return std::string("II\x2A\0", 4) + directory + std::string("\x01\0", 2) + std::string("\x12\x01", 2) +
         type_and_count + value + std::string(4, '\0');
}

int orientation(const std::string& text) {
  return exif_facts(std::as_bytes(std::span(text))).orientation;
}

const std::string kOneShort("\x03\0\x01\0\0\0", 6);

TEST(Exif, reads_both_byte_orders_with_and_without_prefix) {
  EXPECT_EQ(orientation(block(kOneShort, std::string("\x06\0\0\0", 4))), 6);
  EXPECT_EQ(orientation(std::string("Exif\0\0", 6) + block(kOneShort, std::string("\x08\0\0\0", 4))), 8);
  EXPECT_EQ(orientation(std::string("MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x05\0\0", 22)), 5);
}

TEST(Exif, ignores_orientations_that_mean_nothing) {
  EXPECT_EQ(orientation(block(kOneShort, std::string("\0\0\0\0", 4))), 1);
  EXPECT_EQ(orientation(block(kOneShort, std::string("\x09\0\0\0", 4))), 1);
}

/// Two directories: make "Canon", model "X" and the second in the other.
std::string with_capture(const std::string& second) {
  const auto entry = [](std::string tag, char count, std::string value) {
    return tag + std::string("\x02\0", 2) + std::string(1, count) + std::string(3, '\0') + value;
  };
  const auto at = [](char offset) { return std::string(1, offset) + std::string(3, '\0'); };
  const std::string first = std::string("\x03\0", 2) + entry("\x0F\x01", 6, at(68)) +
                            entry("\x10\x01", 2, std::string("X\0\0\0", 4)) +
                            std::string("\x69\x87\x04\0\x01\0\0\0", 8) + at(50);
  const std::string other = std::string("\x01\0", 2) + entry("\x03\x90", 20, at(74)) + std::string(4, '\0');
  return std::string("II\x2A\0\x08\0\0\0", 8) + first + std::string(4, '\0') + other + std::string("Canon\0", 6) +
         second + '\0';
}

TEST(Exif, tells_camera_and_second_where_all_are_there) {
  const auto capture = [](const std::string& text) { return exif_facts(std::as_bytes(std::span(text))).capture; };
  const std::string whole = with_capture("2026:11:24 15:53:12");
  EXPECT_EQ(capture(whole), "Canon X 2026:11:24 15:53:12");
  EXPECT_EQ(capture(with_capture("0000:00:00 00:00:00")), "");
  EXPECT_EQ(capture(with_capture("1970:01:01 00:00:00")), "") << "a clock that was never set";
  for (std::size_t size = 0; size < whole.size() - 1; ++size) EXPECT_EQ(capture(whole.substr(0, size)), "");
}

TEST(Exif, ignores_lies) {
  const std::string six("\x06\0\0\0", 4);
  EXPECT_EQ(orientation(""), 1);
  EXPECT_EQ(orientation("II"), 1);
  EXPECT_EQ(orientation(block(kOneShort, six, "\xFF\xFF\xFF\xFF")), 1);             // a directory beyond the end
  EXPECT_EQ(orientation(block(std::string("\x03\0\xFF\xFF\xFF\xFF", 6), six)), 1);  // more values than bytes
  EXPECT_EQ(orientation(block(std::string("\x02\0\x01\0\0\0", 6), six)), 1);        // a text
  EXPECT_EQ(orientation(std::string("II\x2A\0\0\0\0\0\xFF\xFF\x12", 11)), 1);       // points at itself
  const std::string whole = block(kOneShort, six);
  for (std::size_t size = 0; size < 22; ++size) EXPECT_EQ(orientation(whole.substr(0, size)), 1);
}

}  // namespace
}  // namespace muster
