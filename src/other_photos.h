#pragma once

#include <cstdint>
#include <string>

#include "measure/classifier.h"
#include "muster/leaks.h"
#include "muster/verbs.h"

namespace muster {

/// Lists other photos, given as DIR, CSV or CSV:SPLIT, beside `data`, whose root they share where they are of the same
/// manifest. Errors: as list_photos.
Result<PhotoList> list_other_photos(const std::string& given, OtherRole role, const DataOptions& data);

/// How many photos are drawn at random, at most.
struct PhotoDraw {
  std::uint64_t most = 0;  ///< 0: all
  std::uint64_t seed = 0;
};

/// Runs the model of `run` on other photos of `list`, labelled as its test photos are, or on some of them. Training
/// photos whose labels are not the model's have a problem in place of answers. Errors: field photos whose labels are
/// not the model's; the model gave no output.
Result<OtherPhotos> measure_other_photos(const PhotoList& list, OtherRole role, const PhotoDraw& drawn,
                                         const DataOptions& data, const Classifier& classifier,
                                         const RunOptions& options, const Hooks& hooks, const Run& run);

}  // namespace muster
