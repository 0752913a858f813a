#pragma once

#include <vector>

#include "leaks/print_index.h"
#include "muster/leaks.h"
#include "muster/observe.h"

namespace muster {

/// Which photos of `sought` show the same picture as one of `among`; first is of `sought`, and for each photo that is
/// found the best few are told. Pictures too flat to be told apart count only when their pixels are the same. Returns
/// early when the user stops it.
std::vector<AlikePhotos> find_alike_across(const PrintIndex& sought, const PrintIndex& among, const Hooks& hooks);

/// Which photos show the same picture as another of the same list. Each pair is told once, with the edits that make its
/// first of its second; first < second where it was found both ways. Of many that are equal each is told
/// with the first of them.
std::vector<AlikePhotos> find_alike_within(const PrintIndex& photos, const Hooks& hooks);

}  // namespace muster
