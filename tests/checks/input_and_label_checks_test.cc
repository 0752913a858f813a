#include <gmock/gmock.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using testing::classified_run;
using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;

ModelReport judged(Run run) {
  return judge(std::move(run), default_budget());
}

TEST(InputAndLabelChecks, tied_scores_say_by_how_much_top_1_could_move) {
  muster::Run run = classified_run(80, 100);
  run.predictions.score_kind = "probability";
  EXPECT_FALSE(has_finding(judged(run), "tied-scores"));
  run.predictions.scores[0] = {0.5F, 0.5F, 0, 0, 0};  // right
  EXPECT_FALSE(has_finding(judged(run), "tied-scores")) << "1 % is not over 1 %";
  run.predictions.scores[1] = run.predictions.scores[99] = {0.5F, 0.5F, 0, 0, 0};  // right, wrong
  const Finding finding = finding_of(judged(run), "tied-scores");
  EXPECT_THAT(finding.summary, HasSubstr("3 of 100 photos tie at the top score"));
  EXPECT_THAT(finding.summary, HasSubstr("top-1 is 80.0 %, and 78.0 % to 81.0 %"));
}

TEST(InputAndLabelChecks, saturated_input_says_how_many_photos_are_clipped) {
  muster::Run run = classified_run(80, 100);
  EXPECT_FALSE(has_finding(judged(run), "saturated-input"));
  run.clipped_inputs = {40, 0.875, "dark.jpg"};
  const Finding few = finding_of(judged(run), "saturated-input");
  EXPECT_THAT(few.summary, HasSubstr("in 40 of 100 photos, and 87.5 % of them in the worst"));
  EXPECT_THAT(few.details, ::testing::ElementsAre("dark.jpg"));
  EXPECT_THAT(few.advice, HasSubstr("--mean raw"));
  EXPECT_THAT(judged(run).caveats, ::testing::Not(::testing::Contains(HasSubstr("clipped"))));
  run.clipped_inputs.photos = 90;
  EXPECT_THAT(judged(run).caveats, ::testing::Contains(HasSubstr("photos reach the model clipped")));
}

TEST(InputAndLabelChecks, labels_read_says_how_and_names_both_ends) {
  muster::Run run = classified_run(80, 100);
  EXPECT_FALSE(has_finding(judged(run), "labels-read"));
  run.dataset.label_form = "a JSON list";
  const Finding finding = finding_of(judged(run), "labels-read");
  EXPECT_EQ(finding.outcome, Outcome::kPass);
  EXPECT_EQ(finding.summary, "the labels were read as a JSON list: 2 classes, from 'cat' to 'dog'");
}

}  // namespace
}  // namespace muster
