#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "muster/error.h"

namespace muster {

using Sha256Digest = std::array<std::byte, 32>;

/// A SHA-256 (FIPS 180-4) that is fed piece by piece.
class Sha256 {
 public:
  Sha256();
  void update(std::span<const std::byte> bytes);
  /// Ends the computation; the object may not be used afterwards.
  Sha256Digest finish();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};

Sha256Digest sha256(std::span<const std::byte> bytes);

/// Lower-case hexadecimal.
std::string to_hex(const Sha256Digest& digest);

}  // namespace muster
