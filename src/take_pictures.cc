// Small pictures of the photos that a page shows.
#include "measure/thumbnails.h"
#include "muster/pictures.h"

namespace muster {

Result<Pictures> take_pictures(std::vector<PictureRequest> wanted, const RunOptions& options, const Hooks& hooks) {
  if (wanted.size() > kMostPictures) wanted.resize(kMostPictures);
  MUSTER_TRY(std::vector<std::string> taken, measure_thumbnails(wanted, options, hooks));
  Pictures pictures;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (!taken[i].empty()) pictures.emplace(wanted[i], std::move(taken[i]));
  return pictures;
}

}  // namespace muster
