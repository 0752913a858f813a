#pragma once

#include <cstdint>
#include <optional>

namespace muster {

/// How many observations put the two-sided interval of a rate that is `rate` within ± `margin`: by the normal
/// approximation, z² p (1 − p) / margin² (Cochran, Sampling Techniques, 4.4). Where fewer than ten of either outcome
/// would be expected among so many, which makes it too few, as many as half the width of Wilson's interval needs.
std::uint64_t samples_for_margin(double rate, double margin, double confidence);

/// How many pairs give McNemar's exact two-sided test at 1 − confidence a power of 80 % where the first alone is right
/// oftener than the second alone, by `loss`, and `flips` is the share of both together: Connor's formula (Biometrics
/// 43, 1987), and 2 / loss more for the exact test, which with these has 80 % or somewhat over. `flips` must be `loss`
/// at least, and `loss` over 0.
std::uint64_t pairs_to_see_loss(double loss, double flips, double confidence);

}  // namespace muster
