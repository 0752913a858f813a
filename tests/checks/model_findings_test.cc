#include "muster/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(ModelFindings, says_nothing_of_a_sound_model) {
  EXPECT_THAT(model_findings(Model{}), IsEmpty());
}

TEST(ModelFindings, gives_each_fault_a_warning_with_reason_and_advice) {
  Model model;
  model.custom_operators = {"MyOp"};
  model.select_tf_operators = {"FlexErf"};
  model.duplicate_bytes = 2'000'000;
  model.leftover_float32_bytes = 1'500'000;
  const auto findings = model_findings(model);
  ASSERT_EQ(findings.size(), 4U);
  EXPECT_EQ(findings[0].check, "custom-operators");
  EXPECT_THAT(findings[0].summary, HasSubstr("MyOp"));
  EXPECT_EQ(findings[1].check, "select-tf-operators");
  EXPECT_EQ(findings[2].check, "duplicate-buffers");
  EXPECT_THAT(findings[2].summary, HasSubstr("2.00 MB"));
  EXPECT_EQ(findings[3].check, "leftover-float32");
  EXPECT_THAT(findings[3].summary, HasSubstr("1.50 MB"));
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.level, Level::kWarning);
    EXPECT_EQ(finding.outcome, Outcome::kFail);
    EXPECT_THAT(finding.why, Not(IsEmpty()));
    EXPECT_THAT(finding.advice, Not(IsEmpty()));
  }
}

}  // namespace
}  // namespace muster
