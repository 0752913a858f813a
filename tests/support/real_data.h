#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace muster {

/// The folder of the real models and photos; the calling test fails where MUSTER_DATA does not name it.
inline std::filesystem::path real_data() {
  const char* folder = std::getenv("MUSTER_DATA");
  EXPECT_NE(folder, nullptr) << "set MUSTER_DATA to the folder of the real models and photos";
  return folder == nullptr ? "" : folder;
}

}  // namespace muster
