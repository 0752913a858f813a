#include "leaks/find_alike.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/parallel.h"
#include "leaks/align.h"
#include "leaks/edits.h"

namespace muster {
namespace {

constexpr float kLeastTexture = 6, kLeastOverlap = 0.3F;
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

AlikePhotos same_pixels(std::uint32_t first, const PrintFacts& a, std::uint32_t second, const PrintFacts& b) {
  return {first, second, {a.digest == b.digest ? Edit::kSameFile : Edit::kSamePixels}, 1, false};
}

/// Aligns a photo with each of its candidates; keeps those that show the same picture, the best first.
std::vector<AlikePhotos> aligned(std::uint32_t photo, const PhotoPrints& sought, const PhotoPrints& among,
                                 const std::vector<Candidate>& candidates) {
  std::vector<AlikePhotos> alike;
  if (candidates.empty()) return alike;
  const GreySquare grey = sought.greys.get(photo);
  for (const Candidate& candidate : candidates) {
    const GreySquare other = among.greys.get(candidate.photo);
    const auto view = view_of(grey, candidate.sought_view), its_view = view_of(other, candidate.its_view);
    if (!view || !its_view) continue;
    const auto alignment = align(other, *its_view, turned(grey, candidate.symmetry), turned(*view, candidate.symmetry));
    if (!alignment || alignment->score < kAlikeScore || alignment->texture < kLeastTexture ||
        alignment->overlap < kLeastOverlap)
      continue;
    alike.push_back({photo, candidate.photo,
                     edits_of(sought.facts[photo], among.facts[candidate.photo], candidate.symmetry, *alignment),
                     std::min(1.0, static_cast<double>(alignment->score)), false});
  }
  std::ranges::stable_sort(alike, std::greater<>(), &AlikePhotos::score);
  return alike;
}

/// `find` for every photo, on all cores, until the user stops it.
std::vector<AlikePhotos> for_each_photo(const PhotoPrints& photos, std::string_view phase, const Hooks& hooks,
                                        const std::function<std::vector<AlikePhotos>(std::uint32_t)>& find) {
  std::vector<AlikePhotos> all;
  const std::size_t count = photos.facts.size();
  for (std::size_t start = 0; start < count && !hooks.stopped(); start += kChunk) {
    const std::size_t here = std::min(kChunk, count - start);
    std::vector<std::vector<AlikePhotos>> found(here);
    in_parallel(here, kNanoseconds * static_cast<double>(here), [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i)
        if (photos.facts[start + i].readable) found[i] = find(static_cast<std::uint32_t>(start + i));
    });
    for (auto& some : found) std::ranges::move(some, std::back_inserter(all));
    hooks.report(phase, start + here, count);
  }
  return all;
}

}  // namespace

std::vector<AlikePhotos> find_alike_across(const PrintIndex& sought, const PrintIndex& among, const Hooks& hooks) {
  const PixelIndex pixels(among.prints());
  return for_each_photo(sought.prints(), "leaks", hooks, [&](std::uint32_t photo) -> std::vector<AlikePhotos> {
    const PrintFacts& facts = sought.prints().facts[photo];
    if (const auto same = pixels.find(facts)) return {same_pixels(photo, facts, *same, among.prints().facts[*same])};
    return aligned(photo, sought.prints(), among.prints(), among.search(sought, photo, {}));
  });
}

std::vector<AlikePhotos> find_alike_within(const PrintIndex& photos, const Hooks& hooks) {
  constexpr SearchBounds kBounds{1, 28, 3};  // the photo itself is one of the candidates
  const PhotoPrints& prints = photos.prints();
  const PixelIndex pixels(prints);
  auto found = for_each_photo(prints, "duplicates", hooks, [&](std::uint32_t photo) -> std::vector<AlikePhotos> {
    const PrintFacts& facts = prints.facts[photo];
    if (const auto same = pixels.find(facts); same && *same != photo)
      return {same_pixels(*same, prints.facts[*same], photo, facts)};
    auto candidates = photos.search(photos, photo, kBounds);
    std::erase_if(candidates, [&](const Candidate& other) { return other.photo == photo; });
    return aligned(photo, prints, prints, candidates);
  });
  const auto by_photos = [](const AlikePhotos& pair) { return std::minmax({pair.first, pair.second}); };
  std::ranges::stable_sort(found, {}, [&](const AlikePhotos& pair) {
    return std::tuple(by_photos(pair), -pair.score, pair.first);  // of equal pixels what that says, not an alignment
  });
  const auto repeated = std::ranges::unique(found, {}, by_photos);
  found.erase(repeated.begin(), repeated.end());
  return found;
}

}  // namespace muster
