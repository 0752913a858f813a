#include "base/pairs_to_show.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

using ::testing::ElementsAre;

struct Pair {
  double score = 0;
  bool labels_differ = false;
  bool operator==(const Pair&) const = default;
};

TEST(PairsToShow, are_the_most_alike_first_and_those_with_two_labels_last) {
  EXPECT_THAT(pairs_to_show<Pair>({{0.9, true}, {0.7, false}, {0.8, false}, {1, true}}, 10),
              ElementsAre(Pair{0.8, false}, Pair{0.7, false}, Pair{1, true}, Pair{0.9, true}));
}

TEST(PairsToShow, keep_a_third_of_the_room_for_two_labels) {
  std::vector<Pair> many(8, Pair{0.9, false});
  many.insert(many.begin(), {{0.7, true}, {0.8, true}, {0.6, true}});
  EXPECT_THAT(pairs_to_show(many, 6), ElementsAre(Pair{0.9, false}, Pair{0.9, false}, Pair{0.9, false},
                                                  Pair{0.9, false}, Pair{0.8, true}, Pair{0.7, true}));
  many.resize(4);
  EXPECT_THAT(pairs_to_show(many, 3), ElementsAre(Pair{0.9, false}, Pair{0.8, true}, Pair{0.7, true}));
}

}  // namespace
}  // namespace muster
