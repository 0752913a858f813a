#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/device_fields.h"
#include "base/frames.h"
#include "base/model_fields.h"
#include "muster/error.h"
#include "muster/preprocessing.h"
#include "muster/run.h"
#include "muster/tensor.h"
#include "runtime/probe_messages.h"

namespace muster {

// What muster and muster-worker say to each other over one socket (base/frames.h).

inline constexpr int kProtocolDescriptor = 3;  ///< the worker's end
inline constexpr int kOutOfMemoryExit = 77;    ///< the worker's exit code

/// Open and compile a model, or ("facts") tell what it holds; the first request to a worker.
struct OpenRequest {
  std::string model_path;
  int threads = 1;
  int height = 0, width = 0;        ///< of a flexible input; 0: the model's own
  std::vector<std::string> link{};  ///< a command that speaks with a muster-probe; empty: the model runs here
  std::string remote_model{};       ///< its path where the probe is
};
struct OpenReply {
  std::string runtime;
  std::int64_t load_ns = 0;
  std::vector<TensorSpec> inputs, outputs;
  std::optional<ProbeAbout> elsewhere{};  ///< where it runs, if not here
};

/// How the photos of all later requests become inputs, and the output's numbers scores.
struct SetupRequest {
  Preprocessing preprocessing;
  TensorSpec input, output;                 ///< with their quantization
  std::int32_t background = kNoBackground;  ///< as Dataset::background
  bool keep_outputs = false;                ///< send whole outputs back, not only the best
};

/// Classify one photo.
struct PredictRequest {
  std::uint64_t sample = 0;
  std::string path;
};
struct PredictReply {
  std::uint64_t sample = 0;
  int state = 0;  ///< a PhotoState
  BestClasses best{};
  BestScores scores{};
  float low = 0, high = 0, sum = 0;  ///< over all outputs
  float softmax = 0;                 ///< of the best output among all
  int above_lowest = kBest;          ///< as Predictions::above_lowest
  float clipped_share = 0;           ///< of the input's numbers, as ClippedInputs counts them
  Blob output;                       ///< the output tensor's bytes; empty: not asked for
  std::vector<std::uint8_t> digest;  ///< SHA-256 of the file; empty when it could not be read
  std::string message;               ///< why not
  bool other_colours = false;        ///< Image::other_colours
};

/// Classify one photo degraded ("classify_degraded"); the answer is a PredictReply without digest and whole output.
/// Requests for one photo should follow each other: it is decoded and resized once.
struct DegradedRequest {
  std::uint64_t sample = 0;
  std::string path, kind;
  int severity = 0;
  std::uint64_t seed = 0;
};

/// Draw all degradations of one photo ("stress_sheet", asked with a DegradedRequest).
struct SheetReply {
  Blob png;
};

/// Classify one photo prepared in several ways ("predict_each"), which is decoded once.
struct PredictEachRequest {
  std::uint64_t sample = 0;
  std::string path;
  std::vector<Preprocessing> preparations;
};
/// The answer to one of them; sent in their order, each when it is there. A photo that cannot be read has the first
/// only.
struct PredictEachReply {
  std::uint64_t preparation = 0;
  PredictReply answer;
};

/// What is kept of one photo to find it again ("fingerprint", asked with a PredictRequest; no model need be open).
struct FingerprintReply {
  std::uint64_t sample = 0;
  std::string message;               ///< why it could not be read; ""; it was
  std::vector<std::uint8_t> digest;  ///< SHA-256 of the file; empty when it could not be read
  int width = 0, height = 0;
  std::uint64_t pixel_hash = 0;
  float colour = 0, sharpness = 0;
  Blob grey;            ///< Fingerprint::grey
  std::string capture;  ///< Image::capture
};

/// A small picture of one photo ("thumbnail", asked with a DegradedRequest; kind "": as it is; no model need be open).
struct ThumbnailReply {
  std::uint64_t sample = 0;
  Blob webp;  ///< empty: the photo could not be read
};

/// The tensor of one photo and what the model makes of it.
struct ExamineReply {
  std::vector<std::uint8_t> tensor;
  std::vector<float> scores;  ///< all outputs, dequantized
  float clipped_share = 0;    ///< as in PredictReply
};

/// Time the model on one photo ("" : seeded noise in every input).
struct TimeRequest {
  std::string path;
  std::int64_t warmup_ns = 0, least_ns = 0, most_ns = 0;
  int least_runs = 0;
};
/// Samples since the last one; sent about ten times a second, between runs, so that a crash loses little.
struct TimeReply {
  std::string phase;  ///< "first", "warmup", "steady", "done"
  std::vector<std::int64_t> samples_ns;
  std::uint64_t peak_memory_bytes = 0;  ///< with "done"
  double other_load_cores = 0;          ///< with "done", from elsewhere: cores kept busy by other processes
  std::vector<DeviceState> states{};    ///< from elsewhere, as time goes by
};

/// Time decoding, resizing and encoding of photos, one after another.
struct PreprocessRequest {
  std::vector<std::string> paths;
  std::int64_t most_ns = 0;
};
struct PreprocessReply {
  std::vector<std::int64_t> samples_ns;
};

/// A request that could not be met.
struct ErrorReply {
  int code = 0;  ///< an ErrorCode
  std::string message;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OpenRequest, model_path, threads, height, width, link, remote_model)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictRequest, sample, path)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DegradedRequest, sample, path, kind, severity, seed)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SheetReply, png)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictReply, sample, state, best, scores, low, high, sum, softmax, above_lowest,
                                   clipped_share, output, digest, message, other_colours)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictEachRequest, sample, path, preparations)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictEachReply, preparation, answer)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FingerprintReply, sample, message, digest, width, height, pixel_hash, colour,
                                   sharpness, grey, capture)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ThumbnailReply, sample, webp)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ExamineReply, tensor, scores, clipped_share)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TimeRequest, path, warmup_ns, least_ns, most_ns, least_runs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TimeReply, phase, samples_ns, peak_memory_bytes, other_load_cores, states)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PreprocessRequest, paths, most_ns)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PreprocessReply, samples_ns)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ErrorReply, code, message)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OpenReply, runtime, load_ns, inputs, outputs, elsewhere)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SetupRequest, preprocessing, input, output, background, keep_outputs)

}  // namespace muster
