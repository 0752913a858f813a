#pragma once

#include <atomic>
#include <functional>
#include <string_view>
#include <vector>

#include "muster/error.h"
#include "muster/options.h"
#include "muster/run.h"

namespace muster {

/// How far long work has come.
struct Progress {
  std::string_view phase;  ///< "photos", "latency", "stress"
  std::uint64_t done = 0, total = 0;
};

/// How the caller follows and stops long work. Called from the thread that called the verb.
struct Hooks {
  std::function<void(const Progress&)> progress;  ///< may be empty
  const std::atomic<bool>* stop = nullptr;        ///< set from anywhere, also a signal handler

  [[nodiscard]] bool stopped() const { return stop != nullptr && stop->load(std::memory_order_relaxed); }
  void report(std::string_view phase, std::uint64_t done, std::uint64_t total) const {
    if (progress) progress({phase, done, total});
  }
};

}  // namespace muster
