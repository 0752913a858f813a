#include "metrics/explored_classes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_builder.h"

namespace muster {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Photos of classes a, b, c, …, so many of each.
muster::Run run_of(const std::vector<std::size_t>& photos) {
  muster::Run run;
  for (std::size_t i = 0; i < photos.size(); ++i) {
    run.dataset.class_names.emplace_back(1, static_cast<char>('a' + i));
    run.dataset.classes.insert(run.dataset.classes.end(), photos[i], static_cast<std::uint32_t>(i));
  }
  return run;
}

TEST(ExploredClasses, are_those_with_ten_photos_or_more_the_most_first) {
  EXPECT_THAT(explored_classes(run_of({9, 10, 40})), ElementsAre("c", "b"));
  EXPECT_EQ(explored_classes(run_of(std::vector<std::size_t>(20, 15))).size(), 12U);
}

TEST(ExploredClasses, are_groups_in_place_of_their_classes) {
  muster::Run run = run_of({6, 6, 12});
  run.class_groups = {{"ab", {0, 1}}};
  EXPECT_THAT(explored_classes(run), ElementsAre("ab", "c"));
}

TEST(ExploredClasses, have_names_that_mean_one_class) {
  muster::Run run = run_of({20, 20});
  run.dataset.class_names = {"crane", "crane"};
  EXPECT_THAT(explored_classes(run), IsEmpty());
  EXPECT_EQ(explored_requests(run).size(), 1U) << "the confidence of the top answer";
}

}  // namespace
}  // namespace muster
