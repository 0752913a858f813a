#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "image/perceptual_hash.h"

namespace muster {

/// Finds hashes that differ in few bits. A hash is found where, in one of twelve fixed samples of its bits, it agrees
/// with the one looked for but for one bit at most (locality-sensitive hashing by bit sampling: Indyk and Motwani 1998,
/// with the neighbouring buckets probed). The samples grow with the logarithm of the number of hashes, so that a search
/// looks at about as many of them, however many there are.
class HashIndex {
 public:
  /// `hashes` must outlive the index.
  explicit HashIndex(std::span<const PerceptualHash> hashes);

  /// Calls `found` for hashes within that distance; for one hash perhaps several times. Thread-safe.
  void search(const PerceptualHash& hash, int most_distance,
              const std::function<void(std::uint32_t index, int distance)>& found) const;

 private:
  struct Table {
    std::vector<std::uint8_t> bits;      ///< which are sampled
    std::vector<std::uint32_t> starts;   ///< of each bucket in `entries`, and the end
    std::vector<std::uint32_t> entries;  ///< hashes by bucket
  };
  std::span<const PerceptualHash> hashes_;
  std::vector<Table> tables_;
};

}  // namespace muster
