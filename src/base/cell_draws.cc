#include "base/cell_draws.h"

#include <algorithm>
#include <boost/random/binomial_distribution.hpp>

namespace muster {

CellDraws::CellDraws(std::span<const std::uint64_t> counts, std::span<const std::uint32_t> strata)
    : counts_(counts), strata_(strata) {
  for (std::uint32_t cell = 0; cell < counts.size(); ++cell)
    if (counts[cell] > 0) order_.push_back(cell), all_ += counts[cell];
  std::ranges::stable_sort(order_, {}, [&](std::uint32_t cell) { return stratum_of(cell); });
}

void CellDraws::for_each_stratum(const ActOnStratum& act) const {
  for (std::size_t begin = 0, end = 0; begin < order_.size(); begin = end) {
    std::uint64_t size = 0;
    for (; end < order_.size() && stratum_of(order_[end]) == stratum_of(order_[begin]); ++end)
      size += counts_[order_[end]];
    act(std::span(order_).subspan(begin, end - begin), size);
  }
}

void CellDraws::draw(Generator& generator, std::vector<std::uint64_t>& drawn) const {
  for_each_stratum([&](std::span<const std::uint32_t> cells, std::uint64_t size) {
    auto to_draw = static_cast<std::int64_t>(size), in_cells = to_draw;
    for (const std::uint32_t cell : cells) {
      if (to_draw == 0) return;
      const auto count = static_cast<std::int64_t>(counts_[cell]);
      const std::int64_t here =
          count >= in_cells ? to_draw
                            : boost::random::binomial_distribution<std::int64_t, double>(
                                  to_draw, static_cast<double>(count) / static_cast<double>(in_cells))(generator);
      drawn[cell] = static_cast<std::uint64_t>(here);
      to_draw -= here, in_cells -= count;
    }
  });
}

std::vector<LeftOut> CellDraws::units() const {
  std::vector<LeftOut> units;
  if (order_.size() > kMostLeftOut) {
    std::size_t at = 0;
    std::uint64_t end = counts_[order_[0]];
    for (const std::uint64_t place : sampled_places(all_)) {
      while (place >= end) end += counts_[order_[++at]];
      units.push_back(sampled(order_[at], all_));
    }
    return units;
  }
  for_each_stratum([&](std::span<const std::uint32_t> cells, std::uint64_t size) {
    for (const std::uint32_t cell : cells)
      if (size > 1) units.push_back({cell, {0, static_cast<double>(counts_[cell]), stratum_of(cell)}});
  });
  return units;
}

}  // namespace muster
