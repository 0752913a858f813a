#include "base/file.h"

#include <gtest/gtest.h>

#include <fstream>

namespace muster {
namespace {

std::filesystem::path scratch(const char* name) {
  return std::filesystem::path(::testing::TempDir()) / name;
}

TEST(File, reads_back_what_it_wrote) {
  const auto path = scratch("muster_file_test.txt");
  ASSERT_TRUE(write_file(path, "first").has_value());
  ASSERT_TRUE(write_file(path, "second").has_value());
  const auto bytes = read_file(path, 100);
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()), "second");
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".part"));
  std::filesystem::remove(path);
}

TEST(File, says_that_a_file_is_missing) {
  const auto bytes = read_file("/no/such/file", 100);
  ASSERT_FALSE(bytes.has_value());
  EXPECT_EQ(bytes.error().code, ErrorCode::kNotFound);
  EXPECT_NE(bytes.error().message.find("/no/such/file"), std::string::npos);
}

TEST(File, refuses_folders_devices_and_too_large_files) {
  EXPECT_FALSE(read_file("/", 100).has_value());
  EXPECT_FALSE(read_file("/dev/zero", 100).has_value());
  const auto path = scratch("muster_large_test.txt");
  std::ofstream(path) << std::string(101, 'x');
  EXPECT_FALSE(read_file(path, 100).has_value());
  std::filesystem::remove(path);
}

TEST(File, tells_of_a_full_disk) {
  const auto written = write_file("/dev/full", "report");
  ASSERT_FALSE(written.has_value());
  EXPECT_NE(written.error().message.find("No space left"), std::string::npos);
}

}  // namespace
}  // namespace muster
