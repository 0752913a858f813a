// How alike photos are that have nothing to do with each other: every pair below a folder is laid over each other in
// all eight symmetries, whether or not a search would have found it a candidate. Usage: muster-leak-threshold FOLDER
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/file.h"
#include "image/decode.h"
#include "image/fingerprint.h"
#include "leaks/align.h"
#include "muster/leaks.h"

namespace fs = std::filesystem;

namespace {

struct Photo {
  fs::path path;
  muster::GreySquare grey;
};

struct Pair {
  std::size_t first = 0, second = 0;
  float score = -1;
};

std::vector<Photo> read_photos(const fs::path& folder) {
  std::vector<Photo> photos;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = muster::read_file(entry.path(), std::uint64_t{1} << 30U);
    const auto image = bytes ? muster::decode_image(*bytes) : muster::Result<muster::Image>();
    if (bytes && image) photos.push_back({entry.path(), muster::fingerprint_of(*image).grey});
  }
  return photos;
}

/// The highest score of the pair that a search would count.
float best_score(const muster::GreySquare& first, const muster::GreySquare& second) {
  constexpr float kLeastTexture = 6, kLeastOverlap = 0.3F;  // as in find_alike.cc
  float best = -1;
  for (muster::Symmetry symmetry = 0; symmetry < muster::kSymmetries; ++symmetry) {
    const auto found = muster::align(second, {}, muster::turned(first, symmetry), {});
    if (found && found->texture >= kLeastTexture && found->overlap >= kLeastOverlap)
      best = std::max(best, found->score);
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fmt::print(stderr, "usage: muster-leak-threshold FOLDER\n"), 2;
  const std::vector<Photo> photos = read_photos(argv[1]);
  std::vector<Pair> pairs;
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < std::thread::hardware_concurrency(); ++t)
      threads.emplace_back([&] {
        for (std::size_t i = next++; i < photos.size(); i = next++) {
          std::vector<Pair> mine;
          for (std::size_t j = 0; j < i; ++j) mine.push_back({i, j, best_score(photos[i].grey, photos[j].grey)});
          const std::scoped_lock lock(mutex);
          pairs.insert(pairs.end(), mine.begin(), mine.end());
        }
      });
  }
  std::ranges::sort(pairs, std::greater<>(), &Pair::score);
  fmt::print("{} photos, {} pairs in eight symmetries\n", photos.size(), pairs.size());
  for (const double threshold : {0.4, 0.5, 0.55, 0.6, muster::kAlikeScore, 0.7, 0.8})
    fmt::print("score of at least {:.2f}: {} pairs\n", threshold,
               std::ranges::count_if(pairs, [&](const Pair& pair) { return pair.score >= threshold; }));
  for (const Pair& pair : std::span(pairs).first(std::min<std::size_t>(pairs.size(), 10)))
    fmt::print("{:.3f}  {}  {}\n", pair.score, photos[pair.first].path.string(), photos[pair.second].path.string());
  return 0;
}
