#include "report/page_photos.h"

#include <span>

#include "base/base64.h"

namespace muster {

std::string file_of(const Run& run, std::string_view path) {
  return (run.dataset.root / path).string();
}

Json PageAlbum::number_of(const PictureRequest& wanted) {
  if (pictures_ == nullptr) return nullptr;
  const auto found = pictures_->find(wanted);
  if (found == pictures_->end()) return nullptr;
  const auto [place, is_new] = numbers_.emplace(wanted, taken_.size());
  if (is_new) taken_.push_back(base64(std::as_bytes(std::span(found->second))));
  return place->second;
}

std::optional<PictureRequest> photo_to_degrade(const ModelReport& report) {
  const auto& stress = report.run.stress;
  if (!report.stress || !stress || stress->photos.empty()) return std::nullopt;
  return PictureRequest{file_of(report.run, report.run.dataset.paths[stress->photos.front()]), "", 0, stress->seed};
}

Json page_degraded_pictures(const ModelReport& report, PageAlbum& album) {
  const auto photo = photo_to_degrade(report);
  if (!photo) return nullptr;
  Json kinds = Json::array();
  for (const std::string& kind : report.run.stress->kinds) {
    Json pictures = Json::array();
    for (const int severity : kShownSeverities)
      pictures.push_back(album.number_of({photo->file, kind, severity, photo->seed}));
    kinds.push_back(std::move(pictures));
  }
  return {{"original", album.number_of({photo->file})}, {"severities", kShownSeverities}, {"kinds", kinds}};
}

Json page_photos(const ModelReport& report, PageAlbum& album) {
  const auto index_of = [&](const std::optional<std::uint32_t>& place) {
    return place && *place < report.classes.size() ? Json(report.classes[*place].index) : Json(nullptr);
  };
  Json photos = Json::array();
  for (const AnsweredPhoto& one : report.telling_photos) {
    const std::string_view path = report.run.dataset.paths[one.photo];
    photos.push_back({{"path", path},
                      {"picture", album.number_of({file_of(report.run, path)})},
                      {"actual", index_of(one.actual)},
                      {"predicted", index_of(one.predicted)},
                      {"right", one.right},
                      {"score", one.score}});
  }
  return photos;
}

Json page_leak_pictures(const ModelReport& report, PageAlbum& album) {
  Json pictures = Json::array();
  if (!report.run.leaks) return pictures;
  for (const Leak& leak : report.run.leaks->leaks)
    pictures.push_back({album.number_of({file_of(report.run, leak.test)}),
                        album.number_of({(report.run.leaks->root / leak.train).string()})});
  return pictures;
}

Json page_moved_pictures(const Report& report, PageAlbum& album) {
  Json all = Json::array();
  for (const ModelReport& model : report.models) {
    Json pictures = Json::array();
    if (model.comparison)
      for (const MovedPhoto& photo : model.comparison->moved)
        pictures.push_back(album.number_of({file_of(model.run, photo.path)}));
    all.push_back(std::move(pictures));
  }
  return all;
}

Json page_pair_pictures(const std::vector<AlikePhotos>& pairs, const PhotoList& first, const PhotoList& second,
                        PageAlbum& album) {
  Json all = Json::array();
  for (const AlikePhotos& pair : pairs)
    all.push_back(
        {album.number_of({first.file(pair.first).string()}), album.number_of({second.file(pair.second).string()})});
  return all;
}

}  // namespace muster
