#pragma once

#include <string>
#include <vector>

#include "muster/model.h"
#include "muster/observe.h"
#include "muster/options.h"
#include "muster/run.h"

namespace muster {

/// What LiteRT's benchmark_model printed on a device, and what the device tells of itself.
struct BenchmarkOutput {
  std::string log;
  Device device;                    ///< no accelerator: the log has it
  bool emulated = false;            ///< Android's emulator
  std::string before, after;        ///< `dumpsys battery`
  std::chrono::nanoseconds took{};  ///< from the one to the other
};

/// Runs options.benchmark_model for the model on options.device: a file here, which is brought there, or else one that
/// lies there. Leaves nothing there, unless options.keep_on_device. Errors: kInvalidArgument, a device that adb does
/// not reach, no .tflite model, arguments that are none; kNotFound, no such program; kDisconnected; kRuntime, with what
/// it printed last; kStopped.
Result<BenchmarkOutput> run_benchmark_model(const RunOptions& options, const Model& model, const Hooks& hooks);

}  // namespace muster
