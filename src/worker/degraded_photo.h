#pragma once

#include <cstdint>
#include <string>

#include "image/image.h"
#include "muster/error.h"
#include "worker/protocol.h"

namespace muster {

/// The photo that was asked for last, at the model's input size, so that it is decoded once for all its degradations.
class DegradedPhoto {
 public:
  /// What the model is to see of request.path. Errors: a photo that cannot be read; kInternal, an unknown kind.
  Result<Pixels> pixels(const DegradedRequest& request, const SetupRequest& setup);

  /// All kinds and severities of it, as a PNG.
  Result<Blob> sheet(const DegradedRequest& request, const SetupRequest& setup);

 private:
  Result<void> load(const std::string& path, const SetupRequest& setup);

  std::string path_;  // "": none
  Image photo_;
  std::uint64_t key_ = 0;  // of its file
};

}  // namespace muster
