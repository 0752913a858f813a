#include "measure/copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/text.h"

namespace muster {
namespace {

/// Samples whose file was read, in the order of its digest; equal ones in the order of samples.
std::vector<std::uint32_t> by_digest(const Run& run) {
  const auto& digests = run.predictions.digests;
  std::vector<std::uint32_t> order(digests.size());
  std::iota(order.begin(), order.end(), 0U);
  std::erase_if(order, [&](std::uint32_t i) { return digests[i] == decltype(digests[i]){}; });
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return digests[i]; });
  return order;
}

/// How many there are, and the copy that stands first.
struct Found {
  std::size_t count = 0;
  std::uint32_t original = 0, copy = 0;

  void add(std::uint32_t first, std::uint32_t again) {
    if (count++ == 0 || again < copy) original = first, copy = again;
  }
};

std::string warning(const Run& run, const Found& found, std::string_view what) {
  const bool one = found.count == 1;
  return fmt::format("{} photo{} byte for byte {} of {}, {}: '{}' of '{}'{}", found.count, one ? " is" : "s are",
                     one ? "a copy" : "copies", one ? "another" : "others", what,
                     printable(run.dataset.paths[found.copy], 120), printable(run.dataset.paths[found.original], 120),
                     one ? "" : ", …");
}

}  // namespace

std::vector<bool> leave_out_copies(Run& run) {
  const auto& digests = run.predictions.digests;
  const std::vector<std::uint32_t> order = by_digest(run);
  std::vector<bool> removed(digests.size());
  Found same, other_label;
  for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
    const std::uint32_t a = order[first], b = order[i];
    if (digests[a] != digests[b]) {
      first = i;
    } else if (run.dataset.classes[a] != run.dataset.classes[b]) {
      other_label.add(a, b);
    } else {
      same.add(a, b);
      removed[b] = true;
    }
  }
  auto& warnings = run.dataset.warnings;
  if (other_label.count > 0) warnings.push_back(warning(run, other_label, "but with another label"));
  if (same.count == 0) return removed;
  warnings.push_back(warning(run, same, "and left out"));
  remove_samples(run, removed);
  return removed;
}

}  // namespace muster
