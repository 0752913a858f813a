#include "base/parallel.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <vector>

namespace muster {

void in_parallel(std::size_t count, double work, const std::function<void(std::size_t begin, std::size_t end)>& run) {
  constexpr std::size_t kMostThreads = 8;
  constexpr double kWorthThreads = 2e6;
  const std::size_t cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostThreads);
  const std::size_t parts = work < kWorthThreads ? 1 : std::min(cores, count);
  const auto start_of = [&](std::size_t part) { return count * part / parts; };
  std::vector<std::jthread> threads;  // joined on the way out
  std::size_t part = 1;
  try {
    for (; part < parts; ++part) threads.emplace_back(run, start_of(part), start_of(part + 1));
  } catch (const std::system_error&) {
    run(start_of(part), count);  // no more threads to be had
  }
  if (count > 0) run(0, parts > 1 ? start_of(1) : count);
}

}  // namespace muster
