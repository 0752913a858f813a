#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"
#include "muster/model.h"
#include "muster/run.h"
#include "muster/tensor.h"

namespace muster {

struct SessionOptions {
  int threads = 1;
  ImageSize input_size;  ///< of a flexible input; no height: the model's own
};

/// How long a session is timed: warm-up, then steady runs of single inferences.
struct TimingPlan {
  Nanoseconds warmup{}, least{}, most{};
  int least_runs = 0;
};

/// Samples since the last ones; given out about ten times a second, between runs, so that a crash loses little.
struct TimingSamples {
  std::string phase;  ///< "first", "warmup", "steady", "done"
  std::vector<Nanoseconds> times;
  std::uint64_t peak_memory_bytes = 0;  ///< with "done": of the process that holds the model
  double other_load_cores = 0;          ///< with "done", of a session elsewhere
  std::vector<DeviceState> states;      ///< of a session elsewhere
};
using TakeSamples = std::function<void(const TimingSamples&)>;

/// The machine on which a session runs that does not run here.
struct Elsewhere {
  std::string runtime;
  Nanoseconds load{};
  Machine machine;
  Device device;
};

/// A compiled model, ready to run. Not thread-safe.
class Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session() = default;

  /// What goes in and out, a free batch as 1; without quantization.
  [[nodiscard]] virtual const std::vector<TensorSpec>& inputs() const = 0;
  [[nodiscard]] virtual const std::vector<TensorSpec>& outputs() const = 0;

  /// Writes the inputs, invokes, reads the outputs: what a latency is the time of.
  /// Each span must hold byte_count() of its tensor.
  [[nodiscard]] virtual Result<void> run(std::span<const std::span<const std::byte>> inputs,
                                         std::span<const std::span<std::byte>> outputs) = 0;

  /// Times run() over and over on those inputs.
  [[nodiscard]] virtual Result<void> time(const TimingPlan& plan, std::span<const std::span<const std::byte>> inputs,
                                          std::span<const std::span<std::byte>> outputs, const TakeSamples& take);

  /// What meters and batteries tell now where it runs, as read_power_texts.
  [[nodiscard]] virtual Result<std::vector<std::string>> power_texts();

  /// Where it runs; null: here.
  [[nodiscard]] virtual const Elsewhere* elsewhere() const { return nullptr; }
};

/// What can run models. The only thing, with Session, that is plugged in.
class Runtime {
 public:
  Runtime() = default;
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;
  virtual ~Runtime() = default;

  /// Name and version, as reports show it.
  [[nodiscard]] virtual std::string_view name() const = 0;

  /// What open() needs to know of a model file, its flexible input in that size (no height: its own); format and path
  /// at least.
  [[nodiscard]] virtual Result<Model> load_to_run(const std::filesystem::path& path, const ImageSize& size) const = 0;

  /// All facts of a model file, its flexible input in that size (no height: its own).
  [[nodiscard]] virtual Result<Model> facts(const std::filesystem::path& path, const ImageSize& size) const = 0;

  /// Opens and compiles the model for the CPU. Errors: kRuntime, with what the runtime said.
  [[nodiscard]] virtual Result<std::unique_ptr<Session>> open(const Model& model,
                                                              const SessionOptions& options) const = 0;
};

}  // namespace muster
