#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace muster {

/// The rows of one table of tests/golden/NAME.
inline nlohmann::json golden_rows(const char* table, const char* name = "statistics.json") {
  std::ifstream file(std::string(MUSTER_GOLDEN "/") + name);
  nlohmann::json rows = nlohmann::json::parse(file).at(table);
  EXPECT_FALSE(rows.empty());
  return rows;
}

}  // namespace muster
