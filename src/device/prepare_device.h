#pragma once

#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/model.h"
#include "muster/observe.h"
#include "muster/options.h"

namespace muster {

/// A device that has all that it takes to run one model.
struct PreparedDevice {
  std::vector<std::string> link;   ///< a command that speaks with the probe there
  std::string model;               ///< the model's path there
  std::vector<std::string> clean;  ///< a command that removes what muster put there; empty: nothing
};

/// Copies probe, runtime and model to options.device, each only where it is not there yet. Errors: kInvalidArgument, no
/// such device, or no .tflite model; kDisconnected, with what the link says; kNotFound, no probe was built for the
/// device's processor. On an error too `device` says how to clean up.
Result<void> prepare_device(const RunOptions& options, const Model& model, const Hooks& hooks, PreparedDevice& device);

/// Errors: kInvalidArgument, not a .tflite model.
Result<void> require_tflite(const Model& model);

}  // namespace muster
