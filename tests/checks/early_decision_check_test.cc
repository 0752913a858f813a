#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

TEST(EarlyDecisionCheck, early_decision_tells_seed_and_photos) {
  muster::Run run = testing::classified_run(4, 4);
  EXPECT_FALSE(testing::has_finding(judge(run, default_budget()), "early-decision"));
  run.decision = EarlyDecision{3, {2, 0, 1, 3}, 0};
  EXPECT_EQ(testing::finding_of(judge(run, default_budget()), "early-decision").summary,
            "all 4 photos were taken, in random order (seed 3)");
}

}  // namespace
}  // namespace muster
