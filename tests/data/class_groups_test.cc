#include <gmock/gmock.h>

#include "data/load_dataset.h"
#include "support/message_of.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<std::string> kNames{"beagle", "boxer", "pug", "tabby", "tench, Tinca tinca", "crane", "crane", "7"};

Result<std::vector<ClassGroup>> parse(std::vector<std::string> texts) {
  DataOptions options;
  options.class_groups = std::move(texts);
  return parse_class_groups(options, kNames);
}

TEST(ClassGroups, take_ranges_names_and_both) {
  EXPECT_THAT(parse({"dog=0-2"})->at(0).classes, ElementsAre(0, 1, 2));
  EXPECT_THAT(parse({"dog = boxer, beagle"})->at(0).classes, ElementsAre(0, 1));
  const auto groups = parse({"dog=0-1,2", "other=tabby,5-6"});
  ASSERT_TRUE(groups) << message_of(groups);
  EXPECT_THAT(groups->at(0).classes, ElementsAre(0, 1, 2));
  EXPECT_EQ(groups->at(1).name, "other");
  EXPECT_THAT(groups->at(1).classes, ElementsAre(3, 5, 6));
}

TEST(ClassGroups, take_a_name_before_an_index_and_one_with_commas_as_a_whole) {
  EXPECT_THAT(parse({"seven=7"})->at(0).classes, ElementsAre(7));
  EXPECT_THAT(parse({"fish=tench, Tinca tinca"})->at(0).classes, ElementsAre(4));
}

TEST(ClassGroups, count_a_class_once) {
  EXPECT_THAT(parse({"dog=0-1,1,beagle"})->at(0).classes, ElementsAre(0, 1));
}

TEST(ClassGroups, refuse_to_overlap) {
  EXPECT_THAT(message_of(parse({"a=0-2", "b=pug"})), HasSubstr("class 2 ('pug') is in group 'a' too"));
  EXPECT_THAT(message_of(parse({"a=0", "a=1"})), HasSubstr("'a' is given twice"));
}

TEST(ClassGroups, offer_the_nearest_name) {
  EXPECT_THAT(message_of(parse({"dog=begle"})), HasSubstr("no class is named 'begle'; did you mean 'beagle'?"));
}

TEST(ClassGroups, refuse_what_is_no_group) {
  EXPECT_THAT(message_of(parse({"dog"})), HasSubstr("wanted is NAME=CLASSES"));
  EXPECT_THAT(message_of(parse({"=0"})), HasSubstr("missing"));
  EXPECT_THAT(message_of(parse({"dog="})), HasSubstr("missing"));
  EXPECT_THAT(message_of(parse({"dog=2-1"})), HasSubstr("no range"));
  EXPECT_THAT(message_of(parse({"dog=0-8"})), HasSubstr("no range of the 8 classes"));
  EXPECT_THAT(message_of(parse({"dog=0-99999999999"})), HasSubstr("no range"));
  EXPECT_THAT(message_of(parse({"dog=-1"})), HasSubstr("no range"));
  EXPECT_THAT(message_of(parse({"bird=crane"})), HasSubstr("two classes are named 'crane': give their indices"));
}

}  // namespace
}  // namespace muster
