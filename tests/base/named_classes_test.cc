#include "base/named_classes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

muster::Run with_two_cranes() {
  muster::Run run;
  run.dataset.class_names = {"crane", "dog", "crane", "wolf"};
  run.class_groups = {{"canine", {1, 3}}, {"wolf", {3}}};
  return run;
}

TEST(NamedClasses, are_a_groups_members_or_all_of_that_name) {
  const muster::Run run = with_two_cranes();
  EXPECT_THAT(classes_named(run, "dog"), ElementsAre(1));
  EXPECT_THAT(classes_named(run, "canine"), ElementsAre(1, 3));
  EXPECT_THAT(classes_named(run, "crane"), ElementsAre(0, 2));
  EXPECT_THAT(classes_named(run, "cat"), IsEmpty());
}

TEST(NamedClasses, are_ambiguous_where_no_group_tells_which) {
  const muster::Run run = with_two_cranes();
  EXPECT_TRUE(is_ambiguous(run, "crane"));
  EXPECT_FALSE(is_ambiguous(run, "canine"));
  EXPECT_FALSE(is_ambiguous(run, "cat"));
}

}  // namespace
}  // namespace muster
