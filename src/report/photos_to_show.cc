// Which photos a page shows.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/pairs_to_show.h"
#include "muster/leaks.h"
#include "muster/pictures.h"
#include "muster/report.h"
#include "report/page_photos.h"

namespace muster {
namespace {

constexpr std::size_t kWorst = 60, kUnsure = 20, kPairs = 20, kOfACell = 3;

/// Each once, in the order in which they were first named.
class Wanted {
 public:
  void add(std::string file) { add(PictureRequest{std::move(file)}); }
  void add(PictureRequest one) {
    if (known_.insert(one).second) pictures_.push_back(std::move(one));
  }
  std::vector<PictureRequest> take() && { return std::move(pictures_); }

 private:
  std::set<PictureRequest> known_;
  std::vector<PictureRequest> pictures_;
};

void add_leaks(const Run& run, Wanted& files) {
  if (!run.leaks) return;
  std::vector<const Leak*> pairs;
  for (const Leak& leak : run.leaks->leaks) pairs.push_back(&leak);
  std::ranges::stable_sort(pairs, std::greater<>(), &Leak::score);
  if (pairs.size() > kPairs) pairs.resize(kPairs);
  for (const Leak* leak : pairs)
    files.add(file_of(run, leak->test)), files.add((run.leaks->root / leak->train).string());
}

/// One photo in every kind of degradation, in two severities.
void add_degraded(const ModelReport& report, Wanted& files) {
  const auto photo = photo_to_degrade(report);
  if (!photo) return;
  files.add(photo->file);
  for (const std::string& kind : report.run.stress->kinds)
    for (const int severity : kShownSeverities) files.add({photo->file, kind, severity, photo->seed});
}

/// Some of every cell of the confusion matrix, mistakes and right answers.
void add_cells(const ModelReport& report, Wanted& files) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> taken;
  const auto place = [](const std::optional<std::uint32_t>& index) {
    return index ? static_cast<std::int64_t>(*index) : -1;
  };
  for (const AnsweredPhoto& one : report.telling_photos)
    if (taken[{place(one.actual), place(one.predicted)}]++ < kOfACell)
      files.add(file_of(report.run, report.run.dataset.paths[one.photo]));
}

void add_photos(const ModelReport& report, Wanted& files) {
  const auto add = [&](const AnsweredPhoto& one) {
    files.add(file_of(report.run, report.run.dataset.paths[one.photo]));
  };
  const auto& photos = report.telling_photos;
  const auto right = std::ranges::find(photos, true, &AnsweredPhoto::right);
  std::for_each(photos.begin(), std::min(right, photos.begin() + std::min<std::ptrdiff_t>(kWorst, std::ssize(photos))),
                add);
  std::for_each(right, right + std::min<std::ptrdiff_t>(kUnsure, photos.end() - right), add);
}

void add_pairs(const std::vector<AlikePhotos>& all, const PhotoList& first, const PhotoList& second, std::size_t most,
               Wanted& files) {
  for (const AlikePhotos& pair : pairs_to_show(all, most))
    files.add(first.file(pair.first).string()), files.add(second.file(pair.second).string());
}

}  // namespace

std::vector<PictureRequest> photos_to_show(const Report& report) {
  Wanted files;
  for (const ModelReport& model : report.models)
    add_photos(model, files), add_leaks(model.run, files), add_degraded(model, files);
  for (const ModelReport& model : report.models) add_cells(model, files);
  for (const ModelReport& model : report.models)
    for (const AnsweredPhoto& one : model.telling_photos)
      files.add(file_of(model.run, model.run.dataset.paths[one.photo]));
  return std::move(files).take();
}

std::vector<PictureRequest> photos_to_show(const ComparisonReport& comparison) {
  Wanted files;
  for (const ModelReport& model : comparison.report.models)
    if (model.comparison)
      for (const MovedPhoto& photo : model.comparison->moved) files.add(file_of(model.run, photo.path));
  return std::move(files).take();
}

std::vector<PictureRequest> photos_to_show(const LeakSearch& search) {
  Wanted files;
  add_pairs(search.leaks, search.test, search.train, 2 * kPairs, files);
  add_pairs(search.within_test, search.test, search.test, kPairs, files);
  add_pairs(search.within_train, search.train, search.train, kPairs, files);
  add_pairs(search.leaks, search.test, search.train, search.leaks.size(), files);
  return std::move(files).take();
}

}  // namespace muster
