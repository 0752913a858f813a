#include "base/device_name.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(DeviceName, may_leave_out_its_maker_and_nothing_else) {
  EXPECT_TRUE(names_device("Pixel 6", "Pixel 6"));
  EXPECT_TRUE(names_device(" pixel 6", "Google Pixel 6"));
  EXPECT_TRUE(names_device("Galaxy A14", "samsung Galaxy A14"));
  EXPECT_FALSE(names_device("A14", "samsung Galaxy A14"));
  EXPECT_FALSE(names_device("Pro", "Google Pixel 6 Pro"));
  for (const char* other : {"Pixel 6 Pro", "Pixel 6a", "XPixel 6", "6", ""})
    EXPECT_FALSE(names_device("Pixel 6", other));
  EXPECT_FALSE(names_device("", "Pixel 6"));
  EXPECT_FALSE(names_device("P", "Pixel 6"));
}

}  // namespace
}  // namespace muster
