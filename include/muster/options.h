#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "muster/tensor.h"

namespace muster {

/// Whether a classifier's first output is "background" and no class of the labels.
enum class Background { kUnknown, kFirst, kNone };

/// Where the labelled photos are and how their labels meet the model's outputs.
struct DataOptions {
  std::filesystem::path data;    ///< a folder of class folders, or a CSV manifest
  std::filesystem::path labels;  ///< a name a line, in output order, or a list or map of them; empty: the model's own
  std::filesystem::path root;    ///< relative manifest paths start here; empty: the manifest's folder
  std::string split;             ///< empty: test, else val, else all
  Background background = Background::kUnknown;
  std::vector<std::string> class_groups;  ///< "dog=151-268" or "dog=beagle,boxer"
  std::vector<std::string> by;            ///< manifest columns to report by
  std::uint64_t limit = 0;                ///< use at most so many photos, spread evenly; 0: all
  bool labels_optional = false;           ///< photos without a label that matches a class are taken too, without one
};

/// What the user states of preprocessing; empty: not stated. Words as parse_crop and its like read them.
struct PreprocessingOptions {
  std::string preset, crop, resize, colour, orientation;
  std::vector<float> mean, std;
  std::string pixels{};  ///< "raw": pixels as they are (an int8 input's less 128), in the place of mean and std
  bool operator==(const PreprocessingOptions&) const = default;
};

/// How a model is run.
struct RunOptions {
  bool accuracy = true, latency = true;
  int jobs = 0;                                                ///< worker processes of the accuracy run; 0: one a core
  int threads = 1;                                             ///< of a timing run
  int timing_runs = 3;                                         ///< each in a process of its own
  ImageSize input_size;                                        ///< of a flexible input; no height: the model's own
  std::chrono::milliseconds timeout{60'000};                   ///< without a result, a worker hangs
  std::chrono::milliseconds max_time{20'000};                  ///< for all steady timing runs together
  std::uint64_t memory_limit_bytes = std::uint64_t{4} << 30U;  ///< of one worker
  std::string scores;                                          ///< "probability", "logit", "sigmoid"; empty: detect
  std::filesystem::path worker;                                ///< the muster-worker program; empty: find it
  bool verbose = false;                                        ///< the runtime's log goes to stderr
  std::string device;  ///< where models run: "ssh:USER@HOST[:PORT]" or "adb:SERIAL"; empty: on this machine
  std::filesystem::path benchmark_model;     ///< LiteRT's, for the device: it only times there; empty: the probe runs
  std::vector<std::string> benchmark_flags;  ///< more of its flags: "--use_gpu=true"
  bool keep_on_device = false;               ///< leave what was copied there, for the next time
  std::chrono::seconds sustained{0};         ///< one more timing run of that length, for what heat does; 0: none
  std::chrono::seconds energy{0};            ///< run the model so long beside a meter; 0: not

  /// Whether muster-probe runs the model on a device.
  [[nodiscard]] bool probes() const { return !device.empty() && benchmark_model.empty(); }
};

/// Evidence measured elsewhere.
struct EvidenceOptions {
  std::filesystem::path predictions, latency_log, confusion;  ///< empty: none
  std::string record;        ///< of a log with several: its number, or a part of its name; empty: the only one
  std::string measured_on;   ///< "DEVICE; OS; RUNTIME; ACCELERATOR; DATE"; empty: on this host
  std::string model_sha256;  ///< of the model that ran there; empty: not stated
  bool same_model = false;   ///< the user's word that it was this one
};

}  // namespace muster
