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
  return exif_orientation(std::as_bytes(std::span(text)));
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
