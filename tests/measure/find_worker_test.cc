#include "measure/find_worker.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(FindWorker, takes_the_one_that_is_named) {
  const auto found = find_worker(MUSTER_FAKE_WORKER, "muster-worker");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(*found, MUSTER_FAKE_WORKER);
}

TEST(FindWorker, says_where_it_looked) {
  const auto found = find_worker("/no/such/worker", "muster-worker");
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  EXPECT_NE(found.error().message.find("/no/such/worker"), std::string::npos);
}

TEST(FindWorker, refuses_a_folder) {
  EXPECT_FALSE(find_worker("/tmp", "muster-worker").has_value());
}

}  // namespace
}  // namespace muster
