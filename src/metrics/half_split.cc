#include "metrics/half_split.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "base/mixed.h"

namespace muster {
namespace {

/// Rows joined into sets, by union and find (Tarjan 1975).
class Joined {
 public:
  explicit Joined(std::size_t rows) : parents_(rows) { std::iota(parents_.begin(), parents_.end(), 0U); }

  std::uint32_t find(std::uint32_t row) {
    while (parents_[row] != row) row = parents_[row] = parents_[parents_[row]];
    return row;
  }

  /// Joins the rows that `column` has the same value for, but for those of `alone`.
  template <class Value>
  void join_equal(std::span<const Value> column, std::pair<bool, Value> alone) {
    std::vector<std::uint32_t> rows(column.size());
    std::iota(rows.begin(), rows.end(), 0U);
    std::ranges::sort(rows, {}, [&](std::uint32_t row) { return column[row]; });
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const Value value = column[rows[i]];
      if (value == column[rows[i - 1]] && !(alone.first && value == alone.second))
        parents_[find(rows[i])] = find(rows[i - 1]);
    }
  }

 private:
  std::vector<std::uint32_t> parents_;
};

struct Unit {
  std::uint64_t hash = ~std::uint64_t{0};  ///< the least of its rows'
  std::vector<std::uint32_t> rows;
};

std::vector<Unit> units_of(const SplitColumns& columns, std::uint64_t seed) {
  const std::size_t rows = columns.keys.size();
  Joined joined(rows);
  joined.join_equal(columns.keys, {false, 0U});
  if (!columns.groups.empty()) joined.join_equal(columns.groups, {true, kNoGroup});
  std::vector<Unit> units;
  std::vector<std::uint32_t> unit_of(rows, kNoGroup);
  for (std::uint32_t row = 0; row < rows; ++row) {
    std::uint32_t& index = unit_of[joined.find(row)];
    if (index == kNoGroup) index = static_cast<std::uint32_t>(units.size()), units.emplace_back();
    units[index].hash = std::min(units[index].hash, mixed(columns.keys[row] ^ mixed(seed)));
    units[index].rows.push_back(row);
  }
  std::ranges::sort(units, [](const Unit& one, const Unit& other) {
    return one.rows.size() != other.rows.size() ? one.rows.size() > other.rows.size() : one.hash < other.hash;
  });
  return units;
}

}  // namespace

HalfSplit split_halves(const SplitColumns& columns, std::uint64_t seed) {
  const std::size_t rows = columns.keys.size();
  const std::vector<Unit> units = units_of(columns, seed);
  HalfSplit split{std::vector<std::uint8_t>(rows), std::vector<std::uint32_t>(rows),
                  static_cast<std::uint32_t>(units.size())};
  // Rows in the first half less those in the second.
  std::int64_t surplus = 0;
  std::unordered_map<std::uint32_t, std::int64_t> class_surplus;
  const auto of_class = [&](std::uint32_t row) -> std::int64_t& {
    return class_surplus[columns.strata.empty() ? 0 : columns.strata[row]];
  };
  for (std::uint32_t index = 0; index < units.size(); ++index) {
    const Unit& unit = units[index];
    std::int64_t of_classes = 0;
    for (const std::uint32_t row : unit.rows) of_classes += of_class(row);
    const std::int64_t tilt = of_classes != 0 ? of_classes : surplus;
    const bool second = tilt != 0 ? tilt > 0 : (mixed(unit.hash) & 1U) != 0;
    for (const std::uint32_t row : unit.rows) {
      split.halves[row] = second ? 1 : 0;
      split.units[row] = index;
      surplus += second ? -1 : 1;
      of_class(row) += second ? -1 : 1;
    }
  }
  return split;
}

}  // namespace muster
