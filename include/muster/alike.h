#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// What was done to one photo to get the other.
enum class Edit {
  kSameFile,
  kSamePixels,
  kMirrored,
  kTurned90,  ///< clockwise
  kTurned180,
  kTurned270,
  kTilted,
  kCropped,
  kBordered,
  kStretched,
  kGreyed,
  kBrightened,
  kDarkened,
  kBlurred,
  kResized,
  kRecompressed,  ///< none of the above
};

/// "same_file", "turned_90", …
std::string_view to_string(Edit edit);

/// A group, or a second of one camera, of which photos stand on both sides.
struct SharedGroup {
  std::string name;
  std::uint64_t test_photos = 0;  ///< that show no training photo's picture: those leak already
  std::uint64_t train_photos = 0;
};

}  // namespace muster
