#include "model/graph.h"

#include "base/saturating.h"

namespace muster {

std::uint64_t element_count(const GraphTensor& tensor) {
  std::uint64_t count = 1;
  for (const std::int64_t size : tensor.shape)
    count = saturating_multiply(count, size < 0 ? 1 : static_cast<std::uint64_t>(size));
  return count;
}

std::uint64_t stored_bytes(const GraphTensor& tensor) {
  std::uint64_t bytes = tensor.constant.size();
  for (const auto table : tensor.tables) bytes += table.size();
  return bytes;
}

}  // namespace muster
