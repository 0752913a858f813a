#pragma once

#include <cstdint>
#include <vector>

#include "leaks/hash_index.h"
#include "leaks/photo_prints.h"

namespace muster {

/// The parts of a picture that are hashed: the whole, and what is left when its border is cut off: a twentieth or a
/// tenth on each side, above and below, left and right, or as much as has one colour. Then, of photos that are searched
/// among, what is left when one side or two that meet are cut: a crop off centre.
inline constexpr std::uint8_t kCentredViews = 6, kViews = 14;
inline constexpr std::uint8_t kFlatBorder = 5;  ///< the view without what has one colour

/// nullopt: no border has one colour, so that the view kFlatBorder is the first again. `view` is below kViews.
std::optional<PictureView> view_of(const GreySquare& grey, std::uint8_t view);

/// Another photo that may show the same picture: to be aligned.
struct Candidate {
  std::uint32_t photo = 0;
  int distance = 0;                            ///< between the hashes
  std::uint8_t sought_view = 0, its_view = 0;  ///< over which they are near
  Symmetry symmetry = 0;                       ///< how the photo sought is to be turned
};

/// How far and wide to look.
struct SearchBounds {
  std::uint8_t views = kCentredViews;  ///< of the photo sought
  int most_distance = 36;
  std::size_t most_candidates = 20;
};

/// Finds photos by what they look like; also holds the hashes of its own, to look for them elsewhere. Memory: about 500
/// bytes a photo, with all views 700.
class PrintIndex {
 public:
  /// `prints` must outlive the index. `views` of each photo are hashed.
  explicit PrintIndex(const PhotoPrints& prints, std::uint8_t views = kCentredViews);

  /// Photos that look like that one of `sought` in any of the eight symmetries, each once, the nearest first.
  /// Thread-safe.
  [[nodiscard]] std::vector<Candidate> search(const PrintIndex& sought, std::uint32_t wanted,
                                              const SearchBounds& bounds) const;

  [[nodiscard]] const PhotoPrints& prints() const { return prints_; }

 private:
  struct Owner {
    std::uint32_t photo = 0;
    std::uint8_t view = 0;
  };
  static std::vector<PerceptualHash> hashes_of(const PhotoPrints& prints, std::uint8_t views,
                                               std::vector<Owner>& owners);

  const PhotoPrints& prints_;
  std::vector<Owner> owners_;  ///< of each hash, ascending
  std::vector<PerceptualHash> hashes_;
  HashIndex index_;
};

}  // namespace muster
