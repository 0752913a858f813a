#include "base/machine.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(Machine, says_what_it_is) {
  const Machine machine = read_machine();
  EXPECT_GE(machine.cores, 1);
  EXPECT_FALSE(machine.architecture.empty());
  EXPECT_FALSE(machine.os.empty());
  EXPECT_FALSE(machine.emulated);
}

TEST(Machine, counts_processor_time_upwards) {
  const auto own = own_processor_time(), system = system_busy_time();
  volatile double work = 0;
  for (int i = 0; i < 50'000'000; ++i) work = work + 1;
  EXPECT_GT(own_processor_time(), own);
  EXPECT_GE(system_busy_time(), system);
}

}  // namespace
}  // namespace muster
