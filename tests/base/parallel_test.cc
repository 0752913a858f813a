#include "base/parallel.h"

#include <gtest/gtest.h>

#include <vector>

namespace muster {
namespace {

TEST(Parallel, every_index_is_in_one_range_whatever_the_work) {
  for (const double work : {0.0, 1e12}) {
    for (const std::size_t count : {0U, 1U, 2U, 7U, 1000U}) {
      std::vector<int> seen(count);
      in_parallel(count, work, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) ++seen[i];
      });
      EXPECT_EQ(seen, std::vector<int>(count, 1)) << work;
    }
  }
}

}  // namespace
}  // namespace muster
