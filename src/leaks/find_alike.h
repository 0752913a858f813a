#pragma once

#include <functional>
#include <vector>

#include "leaks/print_index.h"
#include "muster/leaks.h"
#include "muster/observe.h"

namespace muster {

/// Photos that show the same picture.
struct AlikeFound {
  std::vector<AlikePhotos> pairs;
  bool only_copies = false;  ///< the pictures are so alike that only those count that fit without being moved
};

/// Whether two photos are known to have two labels. Below 64 pixels a side such pairs need more evidence.
using LabelsDiffer = std::function<bool(std::uint32_t first, std::uint32_t second)>;

/// Which photos of `sought` show the same picture as one of `among`; first is of `sought`, and for each photo that is
/// found the best few are told. Pictures too flat to be told apart count only when their pixels are the same. Returns
/// early when the user stops it.
AlikeFound find_alike_across(const PrintIndex& sought, const PrintIndex& among, const LabelsDiffer& labels_differ,
                             const Hooks& hooks);

/// Which photos show the same picture as another of the same list. Each pair is told once, with the edits that make its
/// first of its second; first < second where it was found both ways. Of many that are equal each is told
/// with the first of them.
AlikeFound find_alike_within(const PrintIndex& photos, const LabelsDiffer& labels_differ, const Hooks& hooks);

}  // namespace muster
