#include "base/assignment.h"

#include <gtest/gtest.h>

#include <set>

#include "support/golden_rows.h"

namespace muster {
namespace {

using Weights = std::vector<std::vector<std::int64_t>>;

TEST(HeaviestAssignment, weighs_as_much_as_scipys) {
  for (const auto& row : golden_rows("assignments", "assignment.json")) {
    const auto weights = row["weights"].get<Weights>();
    const auto columns = heaviest_assignment(weights);
    ASSERT_EQ(columns.size(), weights.size());
    std::int64_t total = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) total += weights[i].at(columns[i]);
    EXPECT_EQ(total, row["total"]) << row;
    EXPECT_EQ(std::set(columns.begin(), columns.end()).size(), columns.size()) << row;
  }
}

TEST(HeaviestAssignment, of_nothing_is_nothing) {
  EXPECT_TRUE(heaviest_assignment({}).empty());
}

}  // namespace
}  // namespace muster
