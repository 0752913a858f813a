#include "data/class_list.h"

#include <gmock/gmock.h>

#include "support/classifier_facts.h"
#include "support/message_of.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> many_labels(std::size_t count, std::string first) {
  std::vector<std::string> labels{std::move(first)};
  while (labels.size() < count) labels.push_back("thing " + std::to_string(labels.size()));
  return labels;
}

DataOptions with_background(Background background) {
  DataOptions options;
  options.background = background;
  return options;
}

TEST(ClassList, knows_background_from_the_first_of_as_many_labels_as_outputs) {
  const Model model = classifier_facts(1001, many_labels(1001, "Background"));
  const auto classes = resolve_classes({}, &model, false);
  ASSERT_TRUE(classes) << message_of(classes);
  EXPECT_EQ(classes->background, 0);
  EXPECT_THAT(classes->names, SizeIs(1000));
  EXPECT_EQ(classes->names[0], "thing 1");
}

TEST(ClassList, asks_for_background_where_1001_outputs_have_no_labels) {
  const Model model = classifier_facts(1001);
  EXPECT_THAT(message_of(resolve_classes({}, &model, true)), HasSubstr("--background first or --background none"));
  const auto first = resolve_classes(with_background(Background::kFirst), &model, true);
  ASSERT_TRUE(first) << message_of(first);
  EXPECT_EQ(first->background, 0);
  EXPECT_THAT(first->names, SizeIs(1000));
  EXPECT_THAT(resolve_classes(with_background(Background::kNone), &model, true)->names, SizeIs(1001));
}

TEST(ClassList, asks_for_background_where_1000_labels_meet_1001_outputs) {
  const Model model = classifier_facts(1001, many_labels(1000, "tench"));
  EXPECT_THAT(message_of(resolve_classes({}, &model, true)),
              AllOf(HasSubstr("fewer"), HasSubstr("--background first")));
  const auto first = resolve_classes(with_background(Background::kFirst), &model, true);
  ASSERT_TRUE(first) << message_of(first);
  EXPECT_EQ(first->background, 0);
  EXPECT_EQ(first->names.at(0), "tench");
}

TEST(ClassList, asks_for_background_where_1001_labels_begin_with_another_name) {
  const Model model = classifier_facts(1001, many_labels(1001, "dummy"));
  EXPECT_THAT(message_of(resolve_classes({}, &model, true)), HasSubstr("'dummy', not \"background\""));
  EXPECT_THAT(resolve_classes(with_background(Background::kNone), &model, true)->names, SizeIs(1001));
  EXPECT_EQ(resolve_classes(with_background(Background::kFirst), &model, true)->names.at(0), "thing 1");
}

TEST(ClassList, takes_a_named_background_out_wherever_it_is) {
  const Model last = classifier_facts(3, {"cat", "dog", "__Background__"});
  const auto classes = resolve_classes({}, &last, false);
  ASSERT_TRUE(classes) << message_of(classes);
  EXPECT_THAT(classes->names, ElementsAre("cat", "dog"));
  EXPECT_EQ(classes->background, 2);
  const Model middle = classifier_facts(3, {"cat", "background", "dog"});
  EXPECT_EQ(resolve_classes({}, &middle, false)->background, 1);
  const Model unknown_last = classifier_facts(3, {"cat", "dog", "???"}),
              unknown_middle = classifier_facts(3, {"cat", "???", "dog"});
  EXPECT_EQ(resolve_classes({}, &unknown_last, false)->background, 2);
  EXPECT_EQ(resolve_classes({}, &unknown_middle, false)->background, kNoBackground);
  EXPECT_EQ(resolve_classes(with_background(Background::kNone), &last, false)->background, kNoBackground);
}

TEST(ClassList, refuses_a_stated_background_that_the_labels_contradict) {
  const auto first = with_background(Background::kFirst);
  const Model all_named = classifier_facts(3, {"tench", "cat", "dog"}),
              named_last = classifier_facts(3, {"cat", "dog", "background"}),
              weak = classifier_facts(3, {"none", "cat", "dog"});
  EXPECT_THAT(
      message_of(resolve_classes(first, &all_named, true)),
      AllOf(HasSubstr("--background first, but the 3 labels in the model name all outputs"), HasSubstr("'tench'")));
  EXPECT_THAT(message_of(resolve_classes(first, &named_last, true)),
              HasSubstr("the labels in the model name output 2 as 'background'"));
  EXPECT_THAT(resolve_classes(first, &weak, false)->names, ElementsAre("cat", "dog"));
  const TempFolder folder;
  DataOptions without_model = first;
  without_model.labels = folder.write_text("labels.txt", "cat\ndog\nbackground\n");
  EXPECT_THAT(message_of(resolve_classes(without_model, nullptr, false)), HasSubstr("name output 2 as 'background'"));
}

TEST(ClassList, does_not_advise_a_background_where_the_first_of_1001_labels_is_no_usual_name_of_it) {
  const Model model = classifier_facts(1001, many_labels(1001, "tench"));
  EXPECT_THAT(message_of(resolve_classes({}, &model, true)), testing::Not(HasSubstr("--background first or")));
}

TEST(ClassList, reads_structured_label_files_and_says_so) {
  const TempFolder folder;
  DataOptions options;
  options.labels = folder.write_text("class_to_idx.json", R"({"wolf": 1, "fox": 0})");
  const Model model = classifier_facts(2);
  const auto classes = resolve_classes(options, &model, false);
  ASSERT_TRUE(classes) << message_of(classes);
  EXPECT_THAT(classes->names, ElementsAre("fox", "wolf"));
  EXPECT_EQ(classes->form, "a JSON map from name to index");
  options.labels = folder.write_text("labels.txt", "0 fox\n1 background\n2 wolf\n");
  const Model three = classifier_facts(3);
  const auto lines = resolve_classes(options, &three, false);
  ASSERT_TRUE(lines) << message_of(lines);
  EXPECT_THAT(lines->lines, ElementsAre("0 fox", "2 wolf"));
  EXPECT_EQ(lines->background, 1);
}

TEST(ClassList, keeps_background_as_a_class_where_the_user_says_none) {
  const Model model = classifier_facts(3, {"background", "cat", "dog"});
  const auto classes = resolve_classes(with_background(Background::kNone), &model, false);
  ASSERT_TRUE(classes) << message_of(classes);
  EXPECT_THAT(classes->names, ElementsAre("background", "cat", "dog"));
  EXPECT_EQ(classes->background, kNoBackground);
}

TEST(ClassList, refuses_labels_that_do_not_fit_the_outputs) {
  const Model fewer = classifier_facts(5, {"cat", "dog"}), more = classifier_facts(2, {"background", "cat", "dog"});
  EXPECT_THAT(message_of(resolve_classes({}, &fewer, true)),
              HasSubstr("2 labels in the model, fewer than the model's 5"));
  EXPECT_THAT(message_of(resolve_classes({}, &more, true)), HasSubstr("the first label is 'background'"));
}

TEST(ClassList, refuses_names_that_stand_twice_unless_indices_are_given) {
  const Model model = classifier_facts(5, {"crane", "maillot", "crane", "maillot", "dog"});
  EXPECT_THAT(message_of(resolve_classes({}, &model, false)),
              HasSubstr("2 names stand twice in the labels: 'crane', 'maillot';"));
  EXPECT_TRUE(resolve_classes({}, &model, true));
}

TEST(ClassList, needs_labels_where_no_indices_are_given) {
  const Model model = classifier_facts(5);
  EXPECT_THAT(message_of(resolve_classes({}, &model, false)), HasSubstr("give --labels FILE"));
  EXPECT_THAT(resolve_classes({}, &model, true)->names, SizeIs(5));
}

TEST(ClassList, makes_two_classes_of_one_output) {
  const Model one = classifier_facts(1, {"dog"}), two = classifier_facts(1, {"dog", "cat"}),
              three = classifier_facts(1, {"a", "b", "c"});
  EXPECT_THAT(resolve_classes({}, &one, false)->names, ElementsAre("dog", "not dog"));
  EXPECT_THAT(resolve_classes({}, &two, false)->names, ElementsAre("dog", "cat"));
  EXPECT_THAT(message_of(resolve_classes({}, &three, false)), HasSubstr("the model has one output"));
}

TEST(ClassList, takes_the_labels_file_before_the_models_own) {
  const TempFolder folder;
  DataOptions options;
  options.labels = folder.write_text("labels.txt", "\xEF\xBB\xBFwolf \r\nfox\r\n\r\n");
  const Model model = classifier_facts(2, {"cat", "dog"});
  EXPECT_THAT(resolve_classes(options, &model, false)->names, ElementsAre("wolf", "fox"));
}

TEST(ClassList, leaves_classes_open_without_model_and_labels) {
  EXPECT_TRUE(resolve_classes({}, nullptr, false)->open);
}

TEST(ClassList, drops_a_named_background_without_a_model) {
  const TempFolder folder;
  DataOptions options;
  options.labels = folder.write_text("labels.txt", "background\ncat\ndog\n");
  const auto classes = resolve_classes(options, nullptr, false);
  ASSERT_TRUE(classes) << message_of(classes);
  EXPECT_THAT(classes->names, ElementsAre("cat", "dog"));
  EXPECT_EQ(classes->background, 0);
}

TEST(ClassList, refuses_models_of_no_or_absurdly_many_scores) {
  const Model none = classifier_facts(0), many = classifier_facts(1'000'000'000);
  EXPECT_EQ(resolve_classes({}, &none, true).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(resolve_classes({}, &many, true).error().code, ErrorCode::kUnsupported);
}

TEST(ClassList, refuses_labels_in_the_model_that_are_not_utf8) {
  const Model model = classifier_facts(2, {"cat", "\xFF"});
  EXPECT_THAT(message_of(resolve_classes({}, &model, true)), HasSubstr("not UTF-8; give others by --labels"));
}

TEST(ReadLabels, refuses_files_that_hold_no_names) {
  const TempFolder folder;
  EXPECT_THAT(message_of(read_labels(folder.write_text("a", "\n \n"))), HasSubstr("no labels"));
  EXPECT_THAT(message_of(read_labels(folder.write_text("b", "cat\n\xFF\n"))), HasSubstr("b:2: '\\xFF' is not UTF-8"));
  EXPECT_EQ(read_labels(folder / "none").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace muster
