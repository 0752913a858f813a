#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace muster {

/// The rows of one table of tests/golden/statistics.json.
inline nlohmann::json golden_rows(const char* table) {
  std::ifstream file(MUSTER_GOLDEN "/statistics.json");
  nlohmann::json rows = nlohmann::json::parse(file).at(table);
  EXPECT_FALSE(rows.empty());
  return rows;
}

}  // namespace muster
