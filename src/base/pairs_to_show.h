#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <vector>

namespace muster {

/// Pairs of photos in the order in which they are shown, where there is room for `most`: the most alike first, and
/// pairs with two labels last, for of small pictures most of those are two things that look alike. A third of the room
/// is kept for them: where the picture is the same, one label is wrong. A pair has members `score` and `labels_differ`.
template <class Pair>
std::vector<Pair> pairs_to_show(std::vector<Pair> pairs, std::size_t most) {
  std::ranges::stable_sort(pairs, std::greater<>(), &Pair::score);
  const auto two_labels = std::ranges::stable_partition(pairs, [](const Pair& pair) { return !pair.labels_differ; });
  const auto contradicting = static_cast<std::size_t>(std::ssize(two_labels));
  const std::size_t agreeing = pairs.size() - contradicting;
  const std::size_t shown = std::min(agreeing, most - std::min(contradicting, most / 3));
  pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(shown),
              pairs.begin() + static_cast<std::ptrdiff_t>(agreeing));
  if (pairs.size() > most) pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(most), pairs.end());
  return pairs;
}

}  // namespace muster
