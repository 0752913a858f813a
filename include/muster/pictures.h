#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/observe.h"
#include "muster/options.h"

namespace muster {

struct Report;
struct ComparisonReport;
struct LeakSearch;

/// A photo as it is, or degraded.
struct PictureRequest {
  std::string file;
  std::string kind{};  ///< of degradation; "": as it is
  int severity = 0;
  std::uint64_t seed = 0;

  auto operator<=>(const PictureRequest&) const = default;
};

/// Small pictures of photos, for a page to look at, as WebP files.
using Pictures = std::map<PictureRequest, std::string>;

/// What a page shows, the most telling first, each once. A page has room for kMostPictures of them.
inline constexpr std::size_t kMostPictures = 200;
std::vector<PictureRequest> photos_to_show(const Report& report);
std::vector<PictureRequest> photos_to_show(const ComparisonReport& comparison);
std::vector<PictureRequest> photos_to_show(const LeakSearch& search);

/// Thumbnails of the first kMostPictures. A photo that cannot be read has none. Decodes in worker processes. Errors:
/// workers that do not run.
Result<Pictures> take_pictures(std::vector<PictureRequest> wanted, const RunOptions& options, const Hooks& hooks);

}  // namespace muster
