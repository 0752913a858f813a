#pragma once

#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/observe.h"
#include "muster/pictures.h"

namespace muster {

/// A WebP thumbnail of each, made in worker processes; "": the photo could not be read, or was not reached.
/// Errors: workers that do not run.
Result<std::vector<std::string>> measure_thumbnails(const std::vector<PictureRequest>& wanted,
                                                    const RunOptions& options, const Hooks& hooks);

}  // namespace muster
