#include "base/betting.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

#include "base/quiet_policy.h"

namespace muster {
namespace {

/// The largest bound that a wealth of `log_target` disproves, not below `low`.
double disproved_up_to(const DrawTotals& draws, double log_target, double low) {
  const auto excess = [&](double bound) { return std::min(log_wealth_above(draws, bound) - log_target, 1e3); };
  const double at_low = excess(low);
  const double mean = draws.sum / static_cast<double>(draws.n);  // where wealth is below 1
  if (at_low <= 0 || mean <= low) return low;
  std::uintmax_t most_steps = 100;
  return boost::math::tools::toms748_solve(excess, low, mean, at_low, excess(mean),
                                           boost::math::tools::eps_tolerance<double>(40), most_steps, Quiet())
      .first;
}

/// The mean over stakes where hits are rare beside the bound: the integral below as a series (DLMF 8.17.8).
double log_of_small_wealth(double hits, double misses, double bound) {
  double sum = 0, term = 1;
  for (double k = 2; term > 1e-17 * sum; ++k) {
    sum += term;
    term *= (hits + misses + k) / (misses + k) * (1 - bound);
  }
  return std::log(bound * sum / (misses + 1));
}

DrawTotals mirrored(const DrawTotals& draws) {
  return {draws.n, static_cast<double>(draws.n) - draws.sum};
}

}  // namespace

// A bet of the share u of the highest stake multiplies wealth by 1 - u + u x / bound, which is at least
// (1 - u + u / bound)^x (1 - u)^(1 - x). With q = bound + u (1 - bound) the mean over u is
//   Integral of q^hits (1 - q)^misses from bound to 1, over bound^hits (1 - bound)^(misses + 1).
double log_wealth_above(const DrawTotals& draws, double bound) {
  const double hits = draws.sum, misses = static_cast<double>(draws.n) - hits;
  if (hits <= 0 || bound >= 1) return -std::log1p(misses);
  if (bound <= 0) return HUGE_VAL;
  const double tail = boost::math::ibetac(hits + 1, misses + 1, bound, Quiet());
  if (tail < 1e-280) return log_of_small_wealth(hits, misses, bound);
  const auto log_factorial = [](double x) { return boost::math::lgamma(x + 1, Quiet()); };
  return std::log(tail) + log_factorial(hits) + log_factorial(misses) - log_factorial(hits + misses + 1) -
         hits * std::log(bound) - (misses + 1) * std::log1p(-bound);
}

double log_wealth_below(const DrawTotals& draws, double bound) {
  return log_wealth_above(mirrored(draws), 1 - bound);
}

bool proves_above(const DrawTotals& draws, double bound, double alpha) {
  return log_wealth_above(draws, bound) >= -std::log(alpha);
}

bool proves_below(const DrawTotals& draws, double bound, double alpha) {
  return log_wealth_below(draws, bound) >= -std::log(alpha);
}

void BettingInterval::add(double draw) {
  ++draws_.n;
  draws_.sum += draw > 0 ? std::min(draw, 1.0) : 0;
  const double log_target = std::log(2 / alpha_);
  interval_.low = disproved_up_to(draws_, log_target, interval_.low);
  interval_.high = 1 - disproved_up_to(mirrored(draws_), log_target, 1 - interval_.high);
}

}  // namespace muster
