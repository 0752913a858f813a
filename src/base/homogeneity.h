#pragma once

#include <cstdint>
#include <span>

namespace muster {

/// p of two samples' being of one distribution over classes: Pearson's chi-squared test of a 2 × k table (scipy's
/// chi2_contingency without correction). Classes that would be expected less than five times on either side are joined,
/// for the approximation does not hold there; where fewer than two are left, 1. `a` and `b` have an entry a class.
double homogeneity_p(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

/// Half the sum of the differences of the shares, 0 to 1: the total variation distance. 0 where either is empty.
double total_variation(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

}  // namespace muster
