#include "leaks/find_alike.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "base/parallel.h"
#include "leaks/align.h"
#include "leaks/edits.h"
#include "leaks/own_pixels.h"
#include "leaks/rigidity.h"

namespace muster {
namespace {

// Of a pair that had to be moved. A square has 64 blocks, however few pixels it was made of; blocks of the pictures'
// own pixels count too.
constexpr float kLeastTexture = 6, kLeastOwnTexture = 4, kLeastOverlap = 0.3F;
constexpr double kTwoLabelsScore = 0.75;  // of small pictures

// Of a copy, which fits without being moved. Compressing at quality 60 leaves up to 2 grey levels.
constexpr int kFewestOwnPixels = 144;
constexpr float kMostLevels = 2, kTwoLabelsLevels = 1.5F, kMostShare = 0.2F, kLeastCopyTexture = 4;

constexpr double kNanoseconds = 5e5;  // a photo sought
constexpr std::size_t kChunk = 512;   // photos between two reports of progress

/// The first photo of each set of pixels.
class PixelIndex {
 public:
  explicit PixelIndex(const PhotoPrints& prints) : prints_(prints) {
    for (std::uint32_t i = 0; i < prints.facts.size(); ++i)
      if (prints.facts[i].readable) sorted_.emplace_back(prints.facts[i].pixel_hash, i);
    std::ranges::sort(sorted_);
  }

  [[nodiscard]] std::optional<std::uint32_t> find(const PrintFacts& facts) const {
    const auto place = std::ranges::lower_bound(sorted_, std::pair(facts.pixel_hash, std::uint32_t{0}));
    if (place == sorted_.end() || place->first != facts.pixel_hash) return std::nullopt;
    const PrintFacts& other = prints_.facts[place->second];
    if (other.width != facts.width || other.height != facts.height) return std::nullopt;
    return place->second;
  }

 private:
  const PhotoPrints& prints_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted_;
};

/// A pair, and whether it fits without being moved.
struct Found {
  AlikePhotos pair;
  bool copy = false;
};

Found same_pixels(std::uint32_t first, const PrintFacts& a, std::uint32_t second, const PrintFacts& b,
                  bool two_labels) {
  return {{first, second, {a.digest == b.digest ? Edit::kSameFile : Edit::kSamePixels}, 1, two_labels}, true};
}

/// A photo and the photos among which it is sought.
struct Sides {
  const PhotoPrints &sought, &among;
  const LabelsDiffer& labels_differ;
};

/// A photo and one of its candidates.
struct Couple {
  const PrintFacts &photo, &other;
  const GreySquare &grey, &other_grey;
  bool two_labels = false;
};

/// The pair as the same picture, in that symmetry and unmoved. nullopt: it is not.
std::optional<Alignment> as_copy(const Couple& couple, Symmetry symmetry) {
  const OwnSize size = own_size(couple.other, couple.photo, symmetry);
  if (size.pixels() < kFewestOwnPixels) return std::nullopt;
  const GreySquare grey = turned(couple.grey, symmetry);
  const Residual residual = residual_between(couple.other_grey, grey, size);
  const float most_levels = couple.two_labels && size.is_small() ? kTwoLabelsLevels : kMostLevels;
  if (residual.levels > most_levels || residual.share > kMostShare) return std::nullopt;
  Alignment alignment = unmoved(couple.other_grey, grey, residual.gain, residual.offset);
  if (alignment.texture < kLeastCopyTexture) return std::nullopt;
  alignment.score = std::sqrt(1 - residual.share * residual.share);
  return alignment;
}

/// The pair as the same picture, moved. nullopt: it is not.
std::optional<Alignment> as_moved(const Couple& couple, const Candidate& candidate) {
  const auto view = view_of(couple.grey, candidate.sought_view);
  const auto its_view = view_of(couple.other_grey, candidate.its_view);
  if (!view || !its_view) return std::nullopt;
  auto alignment =
      align(couple.other_grey, *its_view, turned(couple.grey, candidate.symmetry), turned(*view, candidate.symmetry));
  const OwnSize size = own_size(couple.other, couple.photo, candidate.symmetry);
  const double least_score = couple.two_labels && size.is_small() ? kTwoLabelsScore : kAlikeScore;
  constexpr float kSquare = kGreySide * kGreySide;
  if (!alignment || alignment->score < least_score || alignment->overlap < kLeastOverlap ||
      alignment->texture < kLeastTexture ||
      alignment->texture * static_cast<float>(size.pixels()) / kSquare < kLeastOwnTexture)
    return std::nullopt;
  return alignment;
}

/// Compares a photo with each of its candidates, and moves the nearest `most_moved` of them; keeps those that show the
/// same picture, the best first.
std::vector<Found> compared(std::uint32_t photo, const Sides& sides, const std::vector<Candidate>& candidates,
                            std::size_t most_moved) {
  std::vector<Found> alike;
  if (candidates.empty()) return alike;
  const GreySquare grey = sides.sought.greys.get(photo);
  for (std::size_t rank = 0; rank < candidates.size(); ++rank) {
    const Candidate& candidate = candidates[rank];
    const GreySquare other_grey = sides.among.greys.get(candidate.photo);
    const Couple couple{sides.sought.facts[photo], sides.among.facts[candidate.photo], grey, other_grey,
                        sides.labels_differ(photo, candidate.photo)};
    Symmetry symmetry = candidate.symmetry;
    auto same = as_copy(couple, symmetry);
    if (!same && symmetry != 0) same = as_copy(couple, symmetry = 0);  // a picture may look like its own mirror image
    const bool copy = same.has_value();
    if (!copy && rank < most_moved) same = as_moved(couple, candidate), symmetry = candidate.symmetry;
    if (!same) continue;
    alike.push_back({{photo, candidate.photo, edits_of(couple.photo, couple.other, symmetry, *same),
                      std::min(1.0, static_cast<double>(same->score)), couple.two_labels},
                     copy});
  }
  std::ranges::stable_sort(alike, std::greater<>(), [](const Found& found) { return found.pair.score; });
  return alike;
}

/// `find` for every photo, on all cores, until the user stops it.
std::vector<Found> for_each_photo(const PhotoPrints& photos, std::string_view phase, const Hooks& hooks,
                                  const std::function<std::vector<Found>(std::uint32_t)>& find) {
  std::vector<Found> all;
  const std::size_t count = photos.facts.size();
  for (std::size_t start = 0; start < count && !hooks.stopped(); start += kChunk) {
    const std::size_t here = std::min(kChunk, count - start);
    std::vector<std::vector<Found>> found(here);
    in_parallel(here, kNanoseconds * static_cast<double>(here), [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i)
        if (photos.facts[start + i].readable) found[i] = find(static_cast<std::uint32_t>(start + i));
    });
    for (auto& some : found) std::ranges::move(some, std::back_inserter(all));
    hooks.report(phase, start + here, count);
  }
  return all;
}

/// The pairs that prove something among photos as alike as these.
AlikeFound that_count(std::vector<Found> found, const PhotoPrints& sought, const PhotoPrints& among) {
  AlikeFound result;
  result.only_copies = !std::ranges::all_of(found, &Found::copy) && rigidity(sought, among) >= kRigid;
  if (result.only_copies) std::erase_if(found, [](const Found& one) { return !one.copy; });
  for (Found& one : found) result.pairs.push_back(std::move(one.pair));
  return result;
}

}  // namespace

AlikeFound find_alike_across(const PrintIndex& sought, const PrintIndex& among, const LabelsDiffer& labels_differ,
                             const Hooks& hooks) {
  constexpr SearchBounds kBounds;
  constexpr std::size_t kMostMoved = 5;
  const Sides sides{sought.prints(), among.prints(), labels_differ};
  const PixelIndex pixels(sides.among);
  auto found = for_each_photo(sides.sought, "leaks", hooks, [&](std::uint32_t photo) -> std::vector<Found> {
    const PrintFacts& facts = sides.sought.facts[photo];
    if (const auto same = pixels.find(facts))
      return {same_pixels(photo, facts, *same, sides.among.facts[*same], labels_differ(photo, *same))};
    auto alike = compared(photo, sides, among.search(sought, photo, kBounds), kMostMoved);
    if (alike.size() > kMostMoved) alike.resize(kMostMoved);
    return alike;
  });
  return that_count(std::move(found), sides.sought, sides.among);
}

AlikeFound find_alike_within(const PrintIndex& photos, const LabelsDiffer& labels_differ, const Hooks& hooks) {
  constexpr SearchBounds kBounds{1, 28, 20};  // the photo itself is one of the candidates
  constexpr std::size_t kMostMoved = 2;
  const PhotoPrints& prints = photos.prints();
  const Sides sides{prints, prints, labels_differ};
  const PixelIndex pixels(prints);
  auto all = for_each_photo(prints, "duplicates", hooks, [&](std::uint32_t photo) -> std::vector<Found> {
    const PrintFacts& facts = prints.facts[photo];
    if (const auto same = pixels.find(facts); same && *same != photo)
      return {same_pixels(*same, prints.facts[*same], photo, facts, labels_differ(*same, photo))};
    auto candidates = photos.search(photos, photo, kBounds);
    std::erase_if(candidates, [&](const Candidate& other) {  // equal pixels are found from the other photo
      return other.photo == photo || prints.facts[other.photo].pixel_hash == facts.pixel_hash;
    });
    return compared(photo, sides, candidates, kMostMoved);
  });
  AlikeFound found = that_count(std::move(all), prints, prints);
  const auto by_photos = [](const AlikePhotos& pair) { return std::minmax({pair.first, pair.second}); };
  std::ranges::stable_sort(found.pairs, {}, [&](const AlikePhotos& pair) {
    return std::tuple(by_photos(pair), -pair.score, pair.first);  // of equal pixels what that says, not an alignment
  });
  const auto repeated = std::ranges::unique(found.pairs, {}, by_photos);
  found.pairs.erase(repeated.begin(), repeated.end());
  return found;
}

}  // namespace muster
