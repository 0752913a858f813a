#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "image/perceptual_hash.h"
#include "muster/error.h"

namespace muster {

/// A fingerprint without its picture.
struct PrintFacts {
  bool readable = false;
  int width = 0, height = 0;
  std::uint64_t pixel_hash = 0;
  float colour = 0, sharpness = 0;
  std::array<std::byte, 32> digest{};  ///< SHA-256 of the file
};

/// Small pictures by number, in a file that has no name any more: a million would be four gigabytes of memory.
/// get() is thread-safe.
class GreyFile {
 public:
  /// Errors: no temporary file can be made.
  static Result<GreyFile> create();
  GreyFile(GreyFile&& other) noexcept;
  GreyFile& operator=(GreyFile&& other) noexcept;
  ~GreyFile();

  /// Errors: the disk is full.
  Result<void> put(std::size_t index, const GreySquare& grey);
  /// A square that was never put is black.
  [[nodiscard]] GreySquare get(std::size_t index) const;

 private:
  explicit GreyFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

/// The fingerprints of a list of photos.
struct PhotoPrints {
  std::vector<PrintFacts> facts;      ///< one a photo
  std::vector<std::string> captures;  ///< one a photo; "": not told
  GreyFile greys;
};

}  // namespace muster
