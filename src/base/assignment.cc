#include "base/assignment.h"

#include <algorithm>
#include <limits>

namespace muster {
namespace {

constexpr std::size_t kFree = std::numeric_limits<std::size_t>::max();
constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

/// The method for least costs: rows are taken one after another, each by the shortest path to a free column.
class Assignment {
 public:
  explicit Assignment(const std::vector<std::vector<std::int64_t>>& weights)
      : weights_(weights),
        columns_(weights.empty() ? 0 : weights.front().size()),
        row_prices_(weights.size()),
        column_prices_(columns_),
        row_of_(columns_, kFree) {}

  void place(std::size_t row) {
    distances_.assign(columns_, kFar);
    before_.assign(columns_, kFree);
    reached_.assign(columns_, false);
    std::size_t column = kFree, at = row;
    do {
      column = nearest(at, column);
      reached_[column] = true;
      at = row_of_[column];
    } while (at != kFree);
    settle_prices(row, distances_[column]);
    while (column != kFree) {
      const std::size_t previous = before_[column];
      row_of_[column] = previous == kFree ? row : row_of_[previous];
      column = previous;
    }
  }

  [[nodiscard]] std::vector<std::size_t> columns_of_rows() const {
    std::vector<std::size_t> columns(weights_.size());
    for (std::size_t column = 0; column < columns_; ++column)
      if (row_of_[column] != kFree) columns[row_of_[column]] = column;
    return columns;
  }

 private:
  /// Steps from `row`, which the path reached through `from`, and gives the nearest column not reached yet.
  std::size_t nearest(std::size_t row, std::size_t from) {
    const std::int64_t so_far = from == kFree ? 0 : distances_[from];
    std::size_t best = kFree;
    for (std::size_t column = 0; column < columns_; ++column) {
      if (reached_[column]) continue;
      const std::int64_t distance = so_far - weights_[row][column] - row_prices_[row] - column_prices_[column];
      if (distance < distances_[column]) distances_[column] = distance, before_[column] = from;
      if (best == kFree || distances_[column] < distances_[best]) best = column;
    }
    return best;
  }

  void settle_prices(std::size_t row, std::int64_t length) {
    row_prices_[row] += length;
    for (std::size_t column = 0; column < columns_; ++column) {
      if (!reached_[column] || row_of_[column] == kFree) continue;
      row_prices_[row_of_[column]] += length - distances_[column];
      column_prices_[column] -= length - distances_[column];
    }
  }

  const std::vector<std::vector<std::int64_t>>& weights_;
  std::size_t columns_;
  std::vector<std::int64_t> row_prices_, column_prices_, distances_;
  std::vector<std::size_t> row_of_, before_;
  std::vector<bool> reached_;
};

}  // namespace

std::vector<std::size_t> heaviest_assignment(const std::vector<std::vector<std::int64_t>>& weights) {
  Assignment assignment(weights);
  for (std::size_t row = 0; row < weights.size(); ++row) assignment.place(row);
  return assignment.columns_of_rows();
}

}  // namespace muster
