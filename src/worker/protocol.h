#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/model_fields.h"
#include "muster/error.h"
#include "muster/preprocessing.h"
#include "muster/run.h"
#include "muster/tensor.h"

namespace muster {

// What muster and muster-worker say to each other over one socket: frames of a four-byte little-endian length
// and a MessagePack map. Requests carry "request", replies "reply". A worker is never trusted: every field is
// checked when it is read.

inline constexpr int kProtocolDescriptor = 3;  ///< the worker's end
inline constexpr int kOutOfMemoryExit = 77;    ///< the worker's exit code
inline constexpr std::uint32_t kLongestFrame = 64U << 20U;

/// Open and compile a model, or ("facts") tell what it holds; the first request to a worker.
struct OpenRequest {
  std::string model_path;
  int threads = 1;
  int height = 0, width = 0;  ///< of a flexible input; 0: the model's own
};
struct OpenReply {
  std::string runtime;
  std::int64_t load_ns = 0;
  std::vector<TensorSpec> inputs, outputs;
};

/// How the photos of all later requests become inputs, and the output's numbers scores.
struct SetupRequest {
  Preprocessing preprocessing;
  TensorSpec input, output;  ///< with their quantization
  bool background_first = false;
  bool keep_outputs = false;  ///< send whole outputs back, not only the best
};

/// Bytes that MessagePack carries as they are.
struct Blob {
  std::vector<std::uint8_t> bytes;
};
inline void to_json(nlohmann::json& json, const Blob& blob) {
  json = nlohmann::json::binary(blob.bytes);
}
inline void from_json(const nlohmann::json& json, Blob& blob) {
  blob.bytes = json.get_ref<const nlohmann::json::binary_t&>();
}

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

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OpenRequest, model_path, threads, height, width)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictRequest, sample, path)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DegradedRequest, sample, path, kind, severity, seed)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SheetReply, png)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictReply, sample, state, best, scores, low, high, sum, softmax, output, digest,
                                   message, other_colours)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictEachRequest, sample, path, preparations)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PredictEachReply, preparation, answer)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FingerprintReply, sample, message, digest, width, height, pixel_hash, colour,
                                   sharpness, grey, capture)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ThumbnailReply, sample, webp)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ExamineReply, tensor, scores)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TimeRequest, path, warmup_ns, least_ns, most_ns, least_runs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TimeReply, phase, samples_ns, peak_memory_bytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PreprocessRequest, paths, most_ns)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PreprocessReply, samples_ns)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ErrorReply, code, message)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OpenReply, runtime, load_ns, inputs, outputs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SetupRequest, preprocessing, input, output, background_first, keep_outputs)

/// A frame of one message of that kind, its length in front.
std::string frame(std::string_view kind, nlohmann::json content);

/// A message as it arrives.
struct Message {
  std::string kind;
  nlohmann::json content;
};

/// Cuts the first whole frame off `buffer`; nullopt: more bytes are needed.
/// kMalformed: too long, not MessagePack, or without a kind.
Result<std::optional<Message>> take_message(std::string& buffer);

/// The content as that type. kMalformed: a field is missing or of another type.
template <class T>
Result<T> decode(const Message& message) {
  try {
    return message.content.get<T>();
  } catch (const nlohmann::json::exception& error) {
    return fail(ErrorCode::kMalformed, "message '" + message.kind + "': " + error.what());
  }
}

}  // namespace muster
