#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "leaks/photo_prints.h"
#include "muster/error.h"
#include "muster/leaks.h"
#include "muster/observe.h"

namespace muster {

/// The fingerprints of photos, and what came of those that have none.
struct Fingerprinted {
  PhotoPrints prints;
  std::vector<std::uint32_t> unreadable;  ///< ascending
  std::vector<std::string> events;        ///< the first of them, and why
  bool interrupted = false;
};

/// Decodes every photo in worker processes, one a core. A photo that cannot be read, or at which a worker fails, has no
/// fingerprint. `phase` names the work for progress. Errors: workers that do not run; no room for temporary files.
/// Memory: about 200 bytes a photo, and 4 KB on disk.
Result<Fingerprinted> measure_fingerprints(const PhotoList& photos, std::string_view phase, const RunOptions& options,
                                           const Hooks& hooks);

}  // namespace muster
