#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/sha256.h"
#include "base/table_reader.h"
#include "image/decode.h"
#include "image/prepare.h"

namespace muster {

inline std::filesystem::path golden(const std::string& name) {
  return std::filesystem::path(MUSTER_GOLDEN) / name;
}

inline std::vector<std::byte> bytes_of(const std::filesystem::path& path) {
  auto bytes = read_file(path, 100'000'000);
  EXPECT_TRUE(bytes) << bytes.error().message;
  return bytes ? *std::move(bytes) : std::vector<std::byte>{};
}

inline Image decoded(const std::filesystem::path& path) {
  auto image = decode_image(bytes_of(path));
  EXPECT_TRUE(image) << path << ": " << image.error().message;
  return image ? *std::move(image) : Image{};
}

template <class T>
std::string digest(const std::vector<T>& values) {
  return to_hex(sha256(std::as_bytes(std::span(values))));
}

/// All rows of a CSV file, without its header.
inline std::vector<std::vector<std::string>> rows_of(const std::filesystem::path& path) {
  auto reader = TableReader::open(path);
  EXPECT_TRUE(reader) << path;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> fields;
  while (reader && reader->next(fields).value_or(false)) rows.push_back(fields);
  EXPECT_FALSE(rows.empty()) << path;
  return rows;
}

/// Compares decoded pictures with a CSV of path, width, height, sha256.
inline void expect_pixels(const std::filesystem::path& csv, const std::filesystem::path& root) {
  for (const auto& row : rows_of(csv)) {
    const Image image = decoded(root / row[0]);
    EXPECT_EQ(std::to_string(image.width), row[1]) << row[0];
    EXPECT_EQ(std::to_string(image.height), row[2]) << row[0];
    EXPECT_EQ(digest(image.pixels), row[3]) << row[0];
  }
}

/// Compares prepared pictures with a CSV of path, crop, resize, width, height, sha256.
inline void expect_resizes(const std::filesystem::path& csv, const std::filesystem::path& root) {
  for (const auto& row : rows_of(csv)) {
    SCOPED_TRACE(row[0] + " " + row[1] + " " + row[2] + " " + row[3] + " x " + row[4]);
    Preprocessing preprocessing;
    preprocessing.crop = *parse_crop(row[1]);
    preprocessing.resize = *parse_resize(row[2]);
    const auto pixels = prepare(decoded(root / row[0]), preprocessing, std::stoi(row[3]), std::stoi(row[4]), 3);
    ASSERT_TRUE(pixels) << pixels.error().message;
    if (preprocessing.resize == Resize::kLitertBilinear) {
      EXPECT_EQ(digest(pixels->values), row[5]);
    } else {
      EXPECT_EQ(digest(std::vector<std::uint8_t>(pixels->values.begin(), pixels->values.end())), row[5]);
    }
  }
}

}  // namespace muster
