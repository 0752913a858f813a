#include "doctor/halving.h"

#include <gmock/gmock.h>

namespace muster {
namespace {

using testing::ElementsAre;

std::vector<std::size_t> ends(const std::vector<HalvingRound>& rounds) {
  std::vector<std::size_t> all;
  for (const HalvingRound& round : rounds) all.push_back(round.end);
  return all;
}

TEST(Halving, starts_with_60_photos_and_ends_with_all) {
  const auto rounds = plan_halving(500, 12);
  EXPECT_THAT(ends(rounds), ElementsAre(60, 120, 240, 500));
  EXPECT_EQ(rounds[0].keep, 6);
  EXPECT_EQ(rounds[1].keep, 3);
  EXPECT_EQ(rounds[2].keep, 2);
  EXPECT_EQ(inferences_of(rounds, 12), 60 * 13 + 60 * 7 + 120 * 4 + 260 * 3);
}

TEST(Halving, drops_nothing_where_there_are_no_more_photos) {
  const auto few = plan_halving(40, 12);
  EXPECT_THAT(ends(few), ElementsAre(40));
  EXPECT_EQ(few[0].keep, 12);
  EXPECT_EQ(plan_halving(120, 12).back().keep, 6);
  EXPECT_TRUE(plan_halving(0, 12).empty());
}

TEST(Halving, keeps_those_that_have_most_right_and_the_earlier_where_equal) {
  const std::vector<std::uint32_t> alive{0, 2, 3, 5};
  const std::vector<double> right{9, 99, 9, 40, 99, 9};
  EXPECT_THAT(better_half(alive, right, 2), ElementsAre(0, 3));
  EXPECT_THAT(better_half(alive, right, 4), ElementsAre(0, 2, 3, 5));
}

}  // namespace
}  // namespace muster
