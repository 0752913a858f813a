#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "muster/leaks.h"
#include "muster/pictures.h"
#include "report/json_parts.h"

namespace muster {

/// Where a test photo of the Run lies on disk.
std::string file_of(const Run& run, std::string_view path);

/// Pictures by the number under which a page has them.
class PageAlbum {
 public:
  /// `pictures` may be null: then photos have none. It must outlive the album.
  explicit PageAlbum(const Pictures* pictures) : pictures_(pictures) {}

  /// The number of the photo's picture, which is put into the page; null: there is none.
  Json number_of(const PictureRequest& wanted);
  /// All that were asked for, in Base64.
  [[nodiscard]] const Json& pictures() const { return taken_; }

 private:
  const Pictures* pictures_;
  std::map<PictureRequest, std::size_t> numbers_;
  Json taken_ = Json::array();
};

/// The photo that stands beside the curves of degradations, with the seed: the first that was degraded. nullopt: none.
std::optional<PictureRequest> photo_to_degrade(const ModelReport& report);
inline constexpr std::array kShownSeverities{3, 5};

/// [kind][severity] of it, as kShownSeverities has them, and before all the photo as it is.
Json page_degraded_pictures(const ModelReport& report, PageAlbum& album);

/// The photos of a model, and the pictures of its leaks' two sides.
Json page_photos(const ModelReport& report, PageAlbum& album);
Json page_leak_pictures(const ModelReport& report, PageAlbum& album);

/// Of each model of a comparison the pictures of its moved photos.
Json page_moved_pictures(const Report& report, PageAlbum& album);

/// The pictures of the two sides of each pair.
Json page_pair_pictures(const std::vector<AlikePhotos>& pairs, const PhotoList& first, const PhotoList& second,
                        PageAlbum& album);

}  // namespace muster
