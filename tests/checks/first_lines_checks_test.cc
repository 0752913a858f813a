// What leads a report, since it changes what to do with all that follows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using testing::answered_run;
using ::testing::ElementsAre;
using testing::finding_of;
using testing::has_finding;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ConstantAnswerCheck, names_the_answer_and_how_many_photos_show_it) {
  const ModelReport report = judge(answered_run({"hen", "cock"}, {{0, 0, 285}, {1, 0, 15}}), default_budget());
  EXPECT_EQ(finding_of(report, "constant-answer").summary,
            "300 of 300 photos got the same answer, 'hen', which 285 of them show");
  EXPECT_EQ(report.caveats.at(0), "constant answer: " + finding_of(report, "constant-answer").summary);
}

TEST(ConstantAnswerCheck, names_a_slice_in_which_the_answer_is_constant) {
  muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 100}, {1, 1, 100}, {0, 0, 95}, {1, 0, 5}});
  SliceColumn light{"light", {"day", "night"}, std::vector<std::uint32_t>(300)};
  std::fill(light.indices.begin() + 200, light.indices.end(), 1);
  run.dataset.slices = {light};
  EXPECT_FALSE(has_finding(judge(run, default_budget()), "constant-answer")) << "it is not reported by";
  run.by = {"light"};
  EXPECT_EQ(finding_of(judge(run, default_budget()), "constant-answer").summary,
            "where light is night: 100 of 100 photos got the same answer, 'hen', which 95 of them show");
}

TEST(OneClassCheck, leads_the_report) {
  const ModelReport report = judge(answered_run({"hen", "cock"}, {{0, 0, 300}}), default_budget());
  EXPECT_EQ(report.caveats.at(0), "all photos are of one class: hen; only the recall of that class can be judged");
  EXPECT_TRUE(has_finding(report, "one-class"));
}

/// Bottle: 64 of 162 right; the others 97 % of 810. Top-1 accuracy 87.4 %.
muster::Run weak_bottle() {
  return answered_run({"bottle", "can", "jar"},
                      {{0, 0, 64}, {0, 1, 98}, {1, 1, 390}, {1, 2, 15}, {2, 2, 395}, {2, 1, 10}});
}

TEST(WeakClassCheck, names_a_class_that_fails_behind_a_good_mean) {
  const ModelReport report = judge(weak_bottle(), default_budget());
  const Finding finding = finding_of(report, "weak-class");
  EXPECT_THAT(finding.summary, StartsWith("worst class: bottle, recall 39.5 % [32.3, 47.2] of 162"));
  // (390 + 395) / 405, and 64 / 162, on average; top-1 is 849 / 972.
  EXPECT_THAT(finding.summary, HasSubstr("balanced accuracy 77.8 %, 9.6 ["));
  EXPECT_THAT(finding.summary, HasSubstr("] points below top-1"));
  EXPECT_EQ(finding.level, Level::kWarning);
  EXPECT_EQ(report.caveats.at(0), finding.summary);
}

TEST(WeakClassCheck, is_no_surer_of_balanced_accuracy_than_a_small_class_allows) {
  // Three of three photos wrong: balanced accuracy is 50 % [.., 78.1], by Wilson's 0 to 0.5615 of that class.
  const ModelReport report = judge(answered_run({"a", "b"}, {{0, 0, 997}, {1, 0, 2}, {1, 1, 0}, {1, 0, 1}}), Budget{});
  EXPECT_THAT(finding_of(report, "weak-class").summary, HasSubstr("balanced accuracy 50.0 %, 49.7 [21.6, "));
}

TEST(WeakClassCheck, names_three_and_counts_the_others) {
  std::vector<std::string> names;
  std::vector<testing::Answered> answers;
  for (std::uint32_t i = 0; i < 10; ++i) {
    names.push_back("class" + std::to_string(i));
    const bool weak = i < 5;
    answers.push_back({i, static_cast<std::int32_t>(i), weak ? 10U + i : 98U});
    answers.push_back({i, 9 - static_cast<std::int32_t>(i), weak ? 90U - i : 2U});
  }
  const Finding finding = finding_of(judge(answered_run(names, answers), default_budget()), "weak-class");
  EXPECT_THAT(finding.summary, StartsWith("worst classes: class0, recall 10.0 % ["));
  EXPECT_THAT(finding.summary, HasSubstr("of 100; class1, recall 11.0 % ["));
  EXPECT_THAT(finding.summary, HasSubstr("; 2 others are below 70 % too"));
  EXPECT_EQ(finding.details.size(), 5U);
}

TEST(WeakClassCheck, says_nothing_of_classes_with_few_photos_that_chance_explains) {
  // Exact, one-sided, 0.05 / 40: 0 of 5 have an upper bound of 1 - 0.00125^(1/5) = 0.737, and 0 of 6 of 0.672.
  std::vector<std::string> names;
  std::vector<testing::Answered> answers;
  for (std::uint32_t i = 0; i < 40; ++i) {
    names.push_back("class" + std::to_string(i));
    answers.push_back({i, i == 0 ? 1 : static_cast<std::int32_t>(i), i == 0 ? 5U : 50U});
  }
  EXPECT_FALSE(has_finding(judge(answered_run(names, answers), default_budget()), "weak-class"));
  answers[0].photos = 6;
  EXPECT_THAT(finding_of(judge(answered_run(names, answers), default_budget()), "weak-class").summary,
              StartsWith("worst class: class0, recall 0.0 % ["));
}

TEST(FirstLines, stand_in_the_order_of_what_they_change) {
  muster::Run run = answered_run({"hen", "cock"}, {{0, 0, 285}, {1, 0, 30}});
  run.preprocessing->mean_source = Source::kDefault;
  run.predictions.states[0] = PhotoState::kUnreadable;
  TriedChange tried;
  tried.change = {"colour:bgr", "colour order bgr in place of rgb", "--colour bgr", "Say --colour bgr."};
  tried.gain = {0.5, 0.25, 0.75, 60};
  tried.helps = true;
  run.hint = PreprocessingHint{60, {tried}};
  std::vector<std::string> first = judge(run, default_budget()).caveats;
  first.resize(5);
  EXPECT_THAT(first,
              ElementsAre("fix first: colour order bgr in place of rgb gains +50.0 points of accuracy (--colour bgr)",
                          HasSubstr("1 of 315 photos"), HasSubstr("constant answer: 314 of 314"),
                          HasSubstr("worst class: cock, recall 0.0 %"),
                          HasSubstr("was guessed in part (mean and std): find it with muster doctor")));
}

}  // namespace
}  // namespace muster
