#include "model/store_bytes.h"

#include <libdeflate.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>

namespace muster {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 18U;
constexpr int kLevel = 6;

using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;

/// Deflates every chunk that no other thread has taken yet; the sum of their sizes.
std::uint64_t deflate_chunks(std::span<const std::byte> bytes, std::atomic<std::size_t>& next) {
  const Compressor compressor(libdeflate_alloc_compressor(kLevel), libdeflate_free_compressor);
  if (!compressor) return 0;
  std::vector<std::byte> packed(
      libdeflate_deflate_compress_bound(compressor.get(), std::min(bytes.size(), kChunkBytes)));
  std::uint64_t total = 0;
  for (std::size_t begin = next.fetch_add(kChunkBytes); begin < bytes.size(); begin = next.fetch_add(kChunkBytes)) {
    const auto chunk = bytes.subspan(begin, std::min(kChunkBytes, bytes.size() - begin));
    total += libdeflate_deflate_compress(compressor.get(), chunk.data(), chunk.size(), packed.data(), packed.size());
  }
  return total;
}

}  // namespace

std::uint64_t store_bytes(std::span<const std::byte> bytes) {
  const std::size_t chunks = (bytes.size() + kChunkBytes - 1) / kChunkBytes;
  const std::size_t threads = std::min<std::size_t>({chunks, std::max(1U, std::thread::hardware_concurrency()), 8});
  std::atomic<std::size_t> next = 0;
  std::atomic<std::uint64_t> total = 0;
  {
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back([&] { total += deflate_chunks(bytes, next); });
    } catch (const std::system_error&) {
      // No more threads may be started: the chunks left are taken by those there are.
    }
    total += deflate_chunks(bytes, next);
  }
  return total;
}

}  // namespace muster
