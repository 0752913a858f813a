#pragma once

#include <cstddef>
#include <cstdint>

#include "muster/run.h"

namespace muster {

/// How many of a photo's five best classes count as answers: the first does always, the others only where they score
/// more than the lowest output. Those that tie with it are there for their number, not for their score.
std::size_t counted_places(const Run& run, std::size_t photo);

/// Photos with two or more classes at the top score; the lower output is the answer.
struct TopTies {
  std::uint64_t photos = 0;  ///< labelled and scored
  std::uint64_t tied = 0;
  std::uint64_t may_lose = 0, may_win = 0;  ///< right ones that another tied class makes wrong, and the reverse
};

/// Class groups are one class. Nothing where the scores are not known.
TopTies count_top_ties(const Run& run);

}  // namespace muster
