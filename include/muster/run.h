#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "muster/change.h"
#include "muster/dataset.h"
#include "muster/metric.h"
#include "muster/model.h"
#include "muster/other_photos.h"
#include "muster/preprocessing.h"
#include "muster/stress.h"
#include "muster/tensor.h"

namespace muster {

using Nanoseconds = std::chrono::nanoseconds;

/// The machine beside the figures.
struct Machine {
  std::string cpu, os, architecture;
  int cores = 0;            ///< that this process may use
  double load_average = 0;  ///< of one minute, before anything of ours ran
  std::string governor;     ///< frequency governor; empty: not known
  bool emulated = false;    ///< times mean nothing
  std::string runtime;      ///< "LiteRT 2.3.0"; empty: none was used
};

enum class Charging : std::uint8_t { kUnknown, kCharging, kDischarging, kFull };
/// "unknown", "charging", "discharging", "full".
std::string_view to_string(Charging charging);

/// A device at one moment of a run; what it does not tell is absent.
struct DeviceState {
  Nanoseconds at{};  ///< since the run began
  std::optional<double> temperature_celsius, battery_percent, clock_mhz;
  std::string governor;  ///< "": not told
  Charging charging = Charging::kUnknown;
};

/// What a phone or another machine is called in `--measured-on "DEVICE; OS; RUNTIME; ACCELERATOR; DATE"`.
struct Device {
  std::string name, os, runtime, accelerator, date;
};

/// What came of one photo.
enum class PhotoState : std::uint8_t {
  kPending,  ///< not yet, or never, measured
  kScored,
  kUnreadable,  ///< could not be decoded: counted, listed, never graded as right
  kNotANumber,  ///< an output was NaN: counts as wrong
  kFailed,      ///< the model crashed or hung on it
  kSetAside,    ///< answered, and not graded: the training photos show its picture too
};
/// "pending", "scored", "unreadable", "not_a_number", "failed", "set_aside".
std::string_view to_string(PhotoState state);

inline constexpr std::size_t kBest = 5;
using BestClasses = std::array<std::int32_t, kBest>;  ///< −1 is "background", −2 none (fewer outputs than five)
using BestScores = std::array<float, kBest>;
inline constexpr std::int32_t kBackground = -1;
inline constexpr std::int32_t kAbsent = -2;

/// How it is known that a record from elsewhere is of the model at hand.
enum class ModelProof : std::uint8_t {
  kNone,    ///< measured here, or there is no model at hand
  kUser,    ///< the user says so
  kDigest,  ///< SHA-256 of the model that ran there is this one's
};
/// "none", "user", "digest".
std::string_view to_string(ModelProof proof);

/// The five best classes of every photo, as columns beside Dataset's. Ties: lowest output first.
struct Predictions {
  std::vector<PhotoState> states;
  std::vector<BestClasses> best;                   ///< indices into Dataset::class_names
  std::vector<BestScores> scores;                  ///< the dequantized output
  std::vector<std::array<std::byte, 32>> digests;  ///< SHA-256 of each photo's file; empty: files not read
  std::vector<float> softmax;                      ///< of the best output among all outputs; empty: not known
  /// How many of the five best score more than the lowest output, where more than five outputs are known of: the others
  /// are among them for their number only. 5: all; empty: not known.
  std::vector<std::uint8_t> above_lowest;
  std::string score_kind;  ///< "probability", "logit", "sigmoid"; "" unknown
  bool score_kind_detected = false;
  Origin origin = Origin::kHost;
  Device device;  ///< where origin is kDevice
  ModelProof model_proof = ModelProof::kNone;
  std::optional<TensorSpec> output;  ///< what the model's whole outputs are, where they were had here
};

/// The score of one class, or class group, for every photo: its probability, with logits by the softmax of all outputs;
/// a group's is the sum of its classes', of sigmoids the largest. NaN: no answer.
struct ClassScores {
  std::string name;
  std::vector<float> values;
};

/// How well one class's scores rank its photos above all others.
struct ClassRanking {
  std::string name;
  std::uint64_t positives = 0;
  double average_precision = 0;
  std::optional<double> roc_area;  ///< none: all photos are of it
};

/// Whole outputs of some photos, as logits.
struct OutputSample {
  std::vector<std::uint32_t> photos;  ///< into the data set
  std::uint32_t outputs = 0;
  std::vector<float> logits;  ///< a row of `outputs` a photo
};

/// How a worker's run ended.
enum class RunEnd { kComplete, kCrashed, kTimedOut, kOutOfMemory, kStopped };
std::string_view to_string(RunEnd end);

/// A percentile of times, as a log states it.
struct StatedPercentile {
  double percent = 0;  ///< 0 to 100; 50 is the median
  Nanoseconds time{};
};

/// Figures of a log that holds no raw samples.
struct LatencySummary {
  std::uint64_t count = 0;  ///< 0: not stated
  std::optional<Nanoseconds> min, mean, max, standard_deviation;
  std::vector<StatedPercentile> percentiles;      ///< ascending
  std::optional<Nanoseconds> early_stopping_p90;  ///< MLPerf LoadGen's upper bound on the p90

  /// The time stated of that percentile; nullopt: it is not stated.
  [[nodiscard]] std::optional<Nanoseconds> at(double percent) const;
};

/// One timing run, alone in a fresh process, or one device's log.
struct LatencyRun {
  Origin origin = Origin::kHost;
  Device device;                    ///< where origin is kDevice
  std::string accelerator = "cpu";  ///< "gpu+cpu": the GPU ran a part of it, and the CPU the rest
  int threads = 1;
  bool on_noise = false;                    ///< its input was seeded noise, no photo
  bool sustained = false;                   ///< run on and on to see what heat does: no part of the percentiles
  std::optional<Nanoseconds> load, first;   ///< compile the model; the first inference
  std::vector<Nanoseconds> warmup, steady;  ///< raw, in order
  std::optional<LatencySummary> summary;    ///< instead of raw samples
  std::string tool, source;                 ///< what wrote the log, and its file; "": measured by muster
  std::string graph;                        ///< the model's path as a log states it; "": not stated
  bool profiled = false;                    ///< an operator profiler ran along: the times are upper bounds
  ModelProof model_proof = ModelProof::kNone;
  int requests = 1;  ///< in flight at once: with more than one these are no times of a single photo
  std::optional<std::uint64_t> peak_memory_bytes;
  std::string memory_meaning;       ///< what a log's peak is, where it is not the largest resident size; "" else
  double other_load_cores = 0;      ///< cores kept busy by other processes meanwhile
  std::vector<DeviceState> states;  ///< before, during and after; empty: not told
  RunEnd end = RunEnd::kComplete;
};

/// What a meter counted over a while.
struct EnergySpan {
  Nanoseconds duration{};
  double joules = 0;
  double step_joules = 0;        ///< the meter's resolution
  std::uint64_t inferences = 0;  ///< 0: the device idled
};

/// Energy of inferences by a meter: spans in order, idle ones before and after those of work.
struct EnergyRun {
  Origin origin = Origin::kHost;
  Device device;  ///< where origin is kDevice
  std::string accelerator = "cpu";
  /// "RAPL", "rails", "battery's energy", "battery's charge", "battery's current and voltage"
  std::string meter;
  std::string source;  ///< files that it was read from; "": measured by muster
  ModelProof model_proof = ModelProof::kNone;
  std::vector<EnergySpan> spans;
};

/// Rows of a confusion matrix that was given instead of photos: counts[actual][predicted].
struct GivenConfusion {
  std::vector<std::string> class_names;
  std::vector<std::vector<std::uint64_t>> counts;
};

/// Top-1 decisions on the photos that a reference and a model both answered.
struct DecisionFlips {
  std::uint64_t photos = 0;                                                  ///< of a class of the reference
  std::uint64_t right_to_wrong = 0, wrong_to_right = 0, wrong_to_wrong = 0;  ///< from the reference to the model

  std::uint64_t unlabelled = 0, unlabelled_changed = 0;  ///< photos of no class, where nothing is right or wrong

  [[nodiscard]] std::uint64_t all() const { return right_to_wrong + wrong_to_right + wrong_to_wrong; }
};

/// One answer of a reference, and what became of it.
struct ReferenceAnswer {
  std::int32_t answer = 0;                ///< as graded, into the reference's classes; negative: background, or none
  std::uint64_t photos = 0, changed = 0;  ///< so answered; to which the model gives another answer
};

/// Photos to which a reference gives another answer than its commonest: only on these does a constant answer differ
/// from it.
struct UncommonAnswers {
  std::uint64_t photos = 0, changed = 0;
};
UncommonAnswers uncommon_answers(const std::vector<ReferenceAnswer>& answers);

/// Labelled photos to which one of the two has no answer. On the `failed` ones a model crashed or hung; they are
/// among the flips' photos, as wrong, and the others are not.
struct Unanswered {
  std::uint64_t unreadable = 0, pending = 0, failed = 0;
};

/// How a model's decisions differ from those of a reference on the same photos.
struct BesideReference {
  std::filesystem::path path;
  std::string sha256;
  DecisionFlips flips;
  Unanswered unanswered;
  bool guessed = false;  ///< a part of the reference's preprocessing is a default that nobody stated
  std::vector<ReferenceAnswer> answers = {};  ///< of the photos of `flips`, sorted by answer; empty: not known (0.1.0)
};

/// Photos taken in random order until no more of them could change the verdict on accuracy.
struct EarlyDecision {
  std::uint64_t seed = 0;
  std::vector<std::uint32_t> order;  ///< the photos that were taken, in that order
  std::uint64_t spared = 0;          ///< photos that were not
};

/// Input tensors of photos whose numbers do not fit the type of a quantized input: by more than 3 % of its span.
struct ClippedInputs {
  std::uint64_t photos = 0;   ///< with over 1 % of such numbers
  double largest_share = 0;   ///< of the numbers of one photo
  std::string worst_photo{};  ///< its path
};

/// What a model answered on test photos degraded as phones take them. Answers stand photo by photo, in each kind by
/// kind, in each from severity 1 to kSeverities.
struct StressAnswers {
  std::uint64_t seed = 0, drawn_from = 0;  ///< drawn_from: labelled photos that had been answered
  std::vector<std::string> kinds;
  std::vector<std::uint32_t> photos;  ///< into the data set
  std::vector<PhotoState> states;     ///< kPending: not, or never, measured
  std::vector<std::int32_t> top1;     ///< as BestClasses; kAbsent: none

  /// Answers of one photo.
  [[nodiscard]] std::size_t width() const { return kinds.size() * kSeverities; }
};

/// The earlier Run that this one is held against; Run::reference has how the decisions differ.
struct Baseline {
  std::string source;       ///< its file; empty: there was none to take
  std::string observed_at;  ///< UTC, as in RFC 3339
  std::uint64_t model_bytes = 0;
  Machine machine;
  std::vector<LatencyRun> latency_runs;
  std::vector<Measurement> figures;  ///< those that limits are about
};

/// How often these photos graded a model before, in a history that counts this Run too.
struct Gradings {
  std::uint64_t runs = 0, models = 0;
};

/// One of the Runs that were merged into this one.
struct Shard {
  std::string source;   ///< the Run file, as given
  std::string command;  ///< as Run::command
  Machine machine;
  std::uint64_t photos = 0;
  std::vector<LatencyRun> latency_runs;  ///< that are not the merged Run's own: times of two Runs are never pooled
};

/// Something that happened and must be told; becomes a finding.
struct Event {
  std::string check;    ///< the check it belongs to: "worker-crash", "unreadable-photo", …
  std::string subject;  ///< path of the photo or model
  std::string message;
};

/// Everything that was observed: facts only, nothing judged. One Run holds one model.
struct Run {
  std::optional<Model> model;
  Machine machine;
  std::optional<Preprocessing> preprocessing;
  Dataset dataset;
  Predictions predictions;
  std::vector<ClassScores> class_scores;     ///< of the classes that were asked for
  std::vector<ClassRanking> class_rankings;  ///< of all classes that photos show, where they were asked for
  OutputSample output_sample;                ///< where a temperature was asked for
  std::string data_sha256;                   ///< of the sorted (file SHA-256, class) pairs; "" unknown
  std::string sidecar_sha256;                ///< of the MODEL.muster.toml that was obeyed; "": there is none
  ClippedInputs clipped_inputs;
  std::uint64_t other_colours_photos = 0;  ///< with a colour profile that is not sRGB's, which was ignored
  std::vector<ClassGroup> class_groups;
  std::vector<std::string> by;  ///< slice columns to report by
  std::optional<GivenConfusion> given_confusion;
  std::optional<BesideReference> reference;
  std::vector<LatencyRun> latency_runs;       ///< host runs at the asked threads, then others
  std::vector<Nanoseconds> preprocess_times;  ///< decode and resize, one a sampled photo
  std::vector<Event> events;                  ///< at most a thousand; event_count has all
  std::uint64_t event_count = 0;
  bool interrupted = false;  ///< stopped by the user; what was measured is here
  bool complete = true;      ///< false: read from the file of a process that ended before it was done
  std::vector<EnergyRun> energy_runs;
  std::optional<double> battery_mwh;
  std::optional<double> duty_per_second;  ///< inferences a second that the app will ask for
  std::string observed_at;                ///< when it was begun: UTC, as in RFC 3339
  std::string command;                    ///< the command line that measured it; "": not known, or several did (shards)
  std::optional<EarlyDecision> decision;
  std::optional<StressAnswers> stress;
  std::optional<PreprocessingHint> hint;  ///< absent: not looked for
  std::optional<Baseline> baseline;
  std::optional<Gradings> gradings;       ///< absent: there is no history
  std::optional<TrainingLeaks> leaks;     ///< absent: not searched for
  std::vector<OtherPhotos> other_photos;  ///< at most one of each role
  std::vector<Shard> shards;              ///< empty: this Run is of one piece
};

/// Takes the marked samples out of the dataset and the predictions, and drops `reference` and `hint`, whose counts had
/// them. `removed` has one entry a sample.
void remove_samples(Run& run, const std::vector<bool>& removed);

}  // namespace muster
