#pragma once

#include "muster/leaks.h"
#include "muster/observe.h"
#include "muster/run.h"

namespace muster {

/// Searches training photos for the photos of run.dataset. Errors: workers that do not run; no photo of a side can be
/// read.
Result<TrainingLeaks> find_training_leaks(PhotoList train, const RunOptions& options, const Run& run,
                                          const Hooks& hooks);

/// Takes the photos that run.leaks names out of what is graded. Their answers stay, as PhotoState::kSetAside.
void set_leaks_aside(Run& run);

}  // namespace muster
