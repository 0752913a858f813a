#include "leaks/print_index.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include "base/parallel.h"

namespace muster {
namespace {

/// A row or column of the square, from an edge inwards.
struct Line {
  int start = 0, step = 0;
};

Line line(int edge, int depth) {
  constexpr int kLast = kGreySide - 1;
  switch (edge) {
    case 0:
      return {depth, kGreySide};
    case 1:
      return {depth * kGreySide, 1};
    case 2:
      return {kLast - depth, kGreySide};
    default:
      return {(kLast - depth) * kGreySide, 1};
  }
}

std::uint8_t at(const GreySquare& grey, const Line& line, int i) {
  return grey[static_cast<std::size_t>(line.start + i * line.step)];
}

int median_of(const GreySquare& grey, const Line& line) {
  std::array<std::uint8_t, kGreySide> values{};
  for (int i = 0; i < kGreySide; ++i) values[static_cast<std::size_t>(i)] = at(grey, line, i);
  std::ranges::nth_element(values, values.begin() + kGreySide / 2);
  return values[kGreySide / 2];
}

/// How many lines from that edge on are of one colour, but for a caption: 45 % at most.
int flat_lines(const GreySquare& grey, int edge) {
  constexpr int kAlike = 10, kMostDepth = kGreySide * 45 / 100, kFewestAlike = kGreySide * 6 / 10;
  const int ground = median_of(grey, line(edge, 0));
  for (int depth = 0; depth < kMostDepth; ++depth) {
    const Line here = line(edge, depth);
    int alike = 0;
    for (int i = 0; i < kGreySide; ++i) alike += std::abs(at(grey, here, i) - ground) <= kAlike ? 1 : 0;
    if (alike < kFewestAlike) return depth;
  }
  return kMostDepth;
}

constexpr int kMostOffCentre = 32;  // bits: with so many views chance finds more
constexpr float kCorner = 0.11F, kSide = 0.14F;
constexpr std::array<PictureView, kViews> kFixedViews{{{0, 0, 1, 1},
                                                       {0.05F, 0.05F, 0.95F, 0.95F},
                                                       {0.1F, 0.1F, 0.9F, 0.9F},
                                                       {0, 0.1F, 1, 0.9F},
                                                       {0.1F, 0, 0.9F, 1},
                                                       {},  // kFlatBorder
                                                       {kCorner, kCorner, 1, 1},
                                                       {0, kCorner, 1 - kCorner, 1},
                                                       {kCorner, 0, 1, 1 - kCorner},
                                                       {0, 0, 1 - kCorner, 1 - kCorner},
                                                       {kSide, 0, 1, 1},
                                                       {0, kSide, 1, 1},
                                                       {0, 0, 1 - kSide, 1},
                                                       {0, 0, 1, 1 - kSide}}};

}  // namespace

std::optional<PictureView> view_of(const GreySquare& grey, std::uint8_t view) {
  if (view != kFlatBorder) return kFixedViews[view];
  const int left = flat_lines(grey, 0), top = flat_lines(grey, 1);
  const int right = flat_lines(grey, 2), bottom = flat_lines(grey, 3);
  if (left + top + right + bottom < 2) return std::nullopt;
  constexpr float kPixels = kGreySide;
  return PictureView{static_cast<float>(left) / kPixels, static_cast<float>(top) / kPixels,
                     1 - static_cast<float>(right) / kPixels, 1 - static_cast<float>(bottom) / kPixels};
}

std::vector<PerceptualHash> PrintIndex::hashes_of(const PhotoPrints& prints, std::uint8_t views,
                                                  std::vector<Owner>& owners) {
  const double nanoseconds = 2e4 * views;  // a photo
  const std::size_t photos = prints.facts.size();
  std::vector<std::array<std::optional<PerceptualHash>, kViews>> all(photos);
  in_parallel(photos, nanoseconds * static_cast<double>(photos), [&](std::size_t begin, std::size_t end) {
    for (std::size_t photo = begin; photo < end; ++photo) {
      if (!prints.facts[photo].readable) continue;
      const GreySquare grey = prints.greys.get(photo);
      for (std::uint8_t view = 0; view < views; ++view)
        if (const auto part = view_of(grey, view)) all[photo][view] = perceptual_hash(grey, *part);
    }
  });
  std::vector<PerceptualHash> hashes;
  for (std::size_t photo = 0; photo < photos; ++photo)
    for (std::uint8_t view = 0; view < views; ++view)
      if (all[photo][view]) {
        hashes.push_back(*all[photo][view]);
        owners.push_back({static_cast<std::uint32_t>(photo), view});
      }
  return hashes;
}

PrintIndex::PrintIndex(const PhotoPrints& prints, std::uint8_t views)
    : prints_(prints), hashes_(hashes_of(prints, views, owners_)), index_(hashes_) {}

std::vector<Candidate> PrintIndex::search(const PrintIndex& sought, std::uint32_t wanted,
                                          const SearchBounds& bounds) const {
  std::unordered_map<std::uint32_t, Candidate> nearest;
  const auto owners = std::ranges::equal_range(sought.owners_, wanted, {}, &Owner::photo);
  for (auto owner = owners.begin(); owner != owners.end(); ++owner) {
    const std::uint8_t view = owner->view;
    if (view >= bounds.views) continue;
    const PerceptualHash& hash = sought.hashes_[static_cast<std::size_t>(owner - sought.owners_.begin())];
    for (Symmetry symmetry = 0; symmetry < kSymmetries; ++symmetry)
      index_.search(turned(hash, symmetry), bounds.most_distance, [&](std::uint32_t index, int distance) {
        const auto [photo, its_view] = owners_[index];
        if (its_view >= kCentredViews && distance > kMostOffCentre) return;
        const auto [place, is_new] = nearest.try_emplace(photo);
        if (is_new || distance < place->second.distance) place->second = {photo, distance, view, its_view, symmetry};
      });
  }
  std::vector<Candidate> found;
  for (const auto& [photo, candidate] : nearest) found.push_back(candidate);
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.photo < b.photo;
  });
  if (found.size() > bounds.most_candidates) found.resize(bounds.most_candidates);
  return found;
}

}  // namespace muster
