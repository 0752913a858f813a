#pragma once

#include <cstddef>
#include <functional>

namespace muster {

/// Splits 0 to `count` into consecutive ranges, and gives each to `run`: on several threads (one a core, eight at most)
/// where `work` (about nanoseconds, in all) is worth their start, else on this one. `run` must not throw, and must bear
/// to be called on several threads at once.
void in_parallel(std::size_t count, double work, const std::function<void(std::size_t begin, std::size_t end)>& run);

}  // namespace muster
