#include "doctor/label_changes.h"

#include <gmock/gmock.h>

#include <map>

namespace muster {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::Not;

std::map<std::string, std::vector<std::int32_t>> readings(const std::vector<std::string>& names,
                                                          bool background = false,
                                                          const std::vector<std::string>& model = {}) {
  std::map<std::string, std::vector<std::int32_t>> found;
  for (const LabelChange& change : suspected_label_changes({names, model, false, background ? 0 : kNoBackground}))
    found[change.change.id] = change.class_of_output;
  return found;
}

TEST(LabelChanges, read_every_answer_one_class_on_or_back) {
  const auto found = readings({"", "", ""});
  EXPECT_THAT(found.at("labels:next"), ElementsAre(1, 2, 0));
  EXPECT_THAT(found.at("labels:previous"), ElementsAre(2, 0, 1));
  EXPECT_THAT(readings({"", ""}, true).at("labels:next"), ElementsAre(0, 1, -1));
}

TEST(LabelChanges, exchange_two_labels) {
  const auto found = readings({"yes", "no"});
  EXPECT_THAT(found.at("labels:swapped"), ElementsAre(1, 0));
  EXPECT_EQ(found.size(), 1U);
}

TEST(LabelChanges, turn_the_order_round) {
  EXPECT_THAT(readings({"", "", "", ""}).at("labels:reversed"), ElementsAre(3, 2, 1, 0));
  EXPECT_THAT(readings({"", "", ""}, true).at("labels:reversed"), ElementsAre(-1, 2, 1, 0));
}

TEST(LabelChanges, sort_names_as_training_tools_do) {
  const auto found = readings({"d", "C", "b", "a"});
  EXPECT_THAT(found.at("labels:sorted"), ElementsAre(1, 3, 2, 0));  // as Python's sorted: capitals first
  EXPECT_THAT(found.at("labels:sorted-ignoring-case"), ElementsAre(3, 2, 1, 0));
  EXPECT_THAT(readings({"a", "b", "c"}), Not(Contains(Key("labels:sorted"))));
  EXPECT_THAT(readings({"b", "", "a"}), Not(Contains(Key("labels:sorted"))));
}

TEST(LabelChanges, sort_numbers_as_numbers_and_as_text) {
  EXPECT_THAT(readings({"10", "9", "8"}).at("labels:sorted-as-numbers"), ElementsAre(2, 1, 0));
  const auto found = readings(std::vector<std::string>(12));
  EXPECT_THAT(found.at("labels:numbers-as-text"), ElementsAre(0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9));
}

TEST(LabelChanges, take_the_models_own_order_where_it_has_the_same_names) {
  EXPECT_THAT(readings({"a", "b", "c", "d"}, false, {"d", "c", "b", "a"}).at("labels:models-own"),
              ElementsAre(3, 2, 1, 0));
  EXPECT_THAT(readings({"a", "b", "c"}, true, {"background", "c", "a", "b"}).at("labels:models-own"),
              ElementsAre(-1, 2, 0, 1));
  EXPECT_THAT(readings({"a", "b", "c"}, false, {"x", "c", "a"}), Not(Contains(Key("labels:models-own"))));
  EXPECT_THAT(readings({"a", "b", "c"}, false, {"c", "c", "a"}), Not(Contains(Key("labels:models-own"))));
}

}  // namespace
}  // namespace muster
