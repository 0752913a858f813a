#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace muster {

/// The rows of one table of a file in tests/golden.
inline nlohmann::json golden_rows(const char* table, const std::string& file_name = "statistics.json") {
  std::ifstream file(MUSTER_GOLDEN "/" + file_name);
  nlohmann::json rows = nlohmann::json::parse(file).at(table);
  EXPECT_FALSE(rows.empty());
  return rows;
}

}  // namespace muster
