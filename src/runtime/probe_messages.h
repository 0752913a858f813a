#pragma once

#include "base/device_fields.h"
#include "base/frames.h"
#include "base/model_fields.h"
#include "muster/run.h"
#include "muster/tensor.h"

namespace muster {

// What a muster-worker says to the muster-probe of a device, and what it answers, in frames over its standard input and
// output. Tensors travel, and no photos: these are decoded here.

/// The first answer, unasked: what the device is. A probe of another version has another word.
struct ProbeAbout {
  std::string version, runtime;
  Machine machine;
  Device device;
};
inline constexpr std::string_view kProbeVersion = "3";

/// Open a model ("open"): its file, and what muster read of it; its inputs in the size in which they are to be run.
struct ProbeOpenRequest {
  std::string model_path;
  int threads = 1;
  std::vector<TensorSpec> inputs, outputs;
};
struct ProbeOpenReply {
  std::int64_t load_ns = 0;
  std::vector<TensorSpec> inputs, outputs;
};

/// Run it once ("run").
struct ProbeTensors {
  std::vector<Blob> tensors;
};

/// Time it ("time"); the answers are ProbeSamples, the last of the phase "done".
struct ProbeTimeRequest {
  std::vector<Blob> tensors;
  std::int64_t warmup_ns = 0, least_ns = 0, most_ns = 0;
  int least_runs = 0;
};
struct ProbeSamples {
  std::string phase;
  std::vector<std::int64_t> samples_ns;
  std::uint64_t peak_memory_bytes = 0;
  double other_load_cores = 0;
  std::vector<DeviceState> states;
};

/// What meters and batteries tell now ("power", which asks with nothing).
struct PowerTexts {
  std::vector<std::string> texts;
};

/// What went wrong ("error").
struct ProbeError {
  int code = 0;  ///< an ErrorCode
  std::string message;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeAbout, version, runtime, machine, device)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeOpenRequest, model_path, threads, inputs, outputs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeOpenReply, load_ns, inputs, outputs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeTensors, tensors)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeTimeRequest, tensors, warmup_ns, least_ns, most_ns, least_runs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeSamples, phase, samples_ns, peak_memory_bytes, other_load_cores, states)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PowerTexts, texts)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeError, code, message)

}  // namespace muster
