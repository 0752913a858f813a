#include "doctor/fit_labels.h"

#include <gmock/gmock.h>

namespace muster {
namespace {

using testing::ElementsAre;

/// So many photos of a class for which that output was best.
struct Seen {
  std::size_t output;
  std::uint32_t actual;
  int count;
};

std::vector<std::int32_t> fitted(const std::vector<std::string>& names, bool background,
                                 const std::vector<Seen>& seen) {
  std::vector<OutputOfPhoto> photos;
  for (const Seen& one : seen)
    photos.insert(photos.end(), static_cast<std::size_t>(one.count), {one.output, one.actual});
  return fit_labels({names, {}, false, background ? 0 : kNoBackground}, photos).class_of_output;
}

TEST(FitLabels, finds_the_order_that_has_most_right) {
  EXPECT_THAT(fitted({"a", "b", "c"}, false, {{0, 2, 5}, {1, 0, 5}, {2, 1, 4}, {2, 2, 3}}), ElementsAre(2, 0, 1));
  EXPECT_THAT(fitted({"a", "b"}, true, {{1, 1, 5}, {2, 0, 4}, {0, 0, 2}}), ElementsAre(-1, 1, 0));
}

TEST(FitLabels, leaves_labels_where_they_are_unless_photos_say_otherwise) {
  EXPECT_THAT(fitted({"a", "b", "c"}, false, {{0, 0, 5}, {1, 1, 2}, {1, 2, 2}}), ElementsAre(0, 1, 2));
  EXPECT_THAT(fitted({"a", "b", "c", "d"}, false, {{0, 1, 5}, {1, 0, 5}}), ElementsAre(1, 0, 2, 3));
  EXPECT_THAT(fitted({"a", "b"}, true, {}), ElementsAre(-1, 0, 1));
}

TEST(FitLabels, gives_every_class_one_output) {
  EXPECT_THAT(fitted({"a", "b", "c"}, false, {{2, 0, 5}, {2, 1, 4}, {2, 2, 3}}), ElementsAre(2, 1, 0));
}

}  // namespace
}  // namespace muster
