#pragma once

#include "muster/verbs.h"

namespace muster {

/// Searches options.train for the photos of run.dataset. Errors: training photos that cannot be listed; workers that do
/// not run.
Result<TrainingLeaks> find_training_leaks(const CheckOptions& options, const Run& run, const Hooks& hooks);

/// Takes the photos that run.leaks names out of what is graded. Their answers stay, as PhotoState::kSetAside.
void set_leaks_aside(Run& run);

}  // namespace muster
