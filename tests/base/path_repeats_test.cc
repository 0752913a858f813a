#include "base/path_repeats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

StringColumn column(std::initializer_list<const char*> paths) {
  StringColumn column;
  for (const char* path : paths) column.push_back(path);
  return column;
}

TEST(PathRepeats, are_none_among_different_paths) {
  EXPECT_THAT(find_path_repeats({}), IsEmpty());
  EXPECT_THAT(find_path_repeats(column({"a.jpg", "b.jpg", "A.jpg", "b/a.jpg"})), IsEmpty());
}

TEST(PathRepeats, point_at_the_first_sample_with_that_path) {
  EXPECT_THAT(find_path_repeats(column({"a", "b", "a", "c", "b", "a"})),
              UnorderedElementsAre(FieldsAre(0, 2), FieldsAre(0, 5), FieldsAre(1, 4)));
}

TEST(PathRepeats, see_through_detours) {
  EXPECT_THAT(find_path_repeats(column({"x/a.jpg", "./x//y/../a.jpg"})), ElementsAre(FieldsAre(0, 1)));
}

TEST(PathRepeats, know_a_path_from_the_root_and_its_whole) {
  EXPECT_THAT(find_path_repeats(column({"x/a.jpg", "/photos/x/a.jpg", "/other/x/a.jpg"}), "/photos"),
              ElementsAre(FieldsAre(0, 1)));
}

}  // namespace
}  // namespace muster
