// muster-decode FOLDER…: decodes every file below on all cores, and prints how many seconds that took.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/file.h"
#include "image/decode.h"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : fs::recursive_directory_iterator(argv[i]))
      if (entry.is_regular_file()) files.push_back(entry.path());
  const auto start = std::chrono::steady_clock::now();
  std::atomic<std::size_t> next = 0, failures = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
      threads.emplace_back([&] {
        for (std::size_t k = next++; k < files.size(); k = next++) {
          const auto bytes = muster::read_file(files[k], std::uint64_t{1} << 30U);
          if (!bytes || !muster::decode_image(*bytes)) ++failures;
        }
      });
  }
  fmt::print("{:.4f}\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return failures == 0 ? 0 : 1;
}
