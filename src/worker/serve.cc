#include "worker/serve.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <map>
#include <random>

#include "base/dequantize.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "image/clipped.h"
#include "image/decode.h"
#include "image/prepare.h"
#include "runtime/remote.h"
#include "worker/degraded_photo.h"
#include "worker/photo_answers.h"
#include "worker/protocol.h"
#include "worker/scores.h"

namespace muster {
namespace {

using Clock = std::chrono::steady_clock;
using Bytes = std::vector<std::byte>;

std::int64_t nanoseconds_since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count();
}

/// What one worker holds between requests.
class Server {
 public:
  Server(const Runtime& runtime, int descriptor) : runtime_(runtime), descriptor_(descriptor) {}

  int run() {
    std::string buffer;
    std::array<char, 65536> chunk{};
    while (true) {
      auto message = take_message(buffer);
      if (!message) return 1;
      if (*message) {
        handle(**message);
        continue;
      }
      const ssize_t got = ::read(descriptor_, chunk.data(), chunk.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return 0;
      buffer.append(chunk.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  void reply(std::string_view kind, const nlohmann::json& content) const {
    const std::string bytes = frame(kind, content);
    for (std::size_t sent = 0; sent < bytes.size();) {
      const ssize_t n = ::send(descriptor_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) ::_exit(0);  // nobody listens any more
      sent += static_cast<std::size_t>(n);
    }
  }

  void handle(const Message& message) {
    const Result<void> done = message.kind == "facts"               ? facts(message)
                              : message.kind == "open"              ? open(message)
                              : message.kind == "setup"             ? setup(message)
                              : message.kind == "predict"           ? predict(message)
                              : message.kind == "predict_each"      ? predict_each(message)
                              : message.kind == "classify_degraded" ? classify_degraded(message)
                              : message.kind == "stress_sheet"      ? stress_sheet(message)
                              : message.kind == "fingerprint"       ? fingerprint(message)
                              : message.kind == "thumbnail"         ? thumbnail(message)
                              : message.kind == "examine"           ? examine(message)
                              : message.kind == "time"              ? time(message)
                              : message.kind == "power"             ? power()
                              : message.kind == "preprocess"
                                  ? preprocess(message)
                                  : fail(ErrorCode::kInternal, "unknown request " + message.kind);
    if (!done) reply("error", ErrorReply{static_cast<int>(done.error().code), done.error().message});
  }

  Result<void> facts(const Message& message) {
    MUSTER_TRY(const OpenRequest request, decode<OpenRequest>(message));
    MUSTER_TRY(const Model model, runtime_.facts(request.model_path, {request.height, request.width, 0}));
    reply("facts", model);
    return {};
  }

  Result<void> open(const Message& message) {
    MUSTER_TRY(const OpenRequest request, decode<OpenRequest>(message));
    MUSTER_TRY(const Model model, runtime_.load_to_run(request.model_path, {request.height, request.width, 0}));
    const auto start = Clock::now();
    const SessionOptions options{request.threads, {request.height, request.width, 0}};
    if (request.link.empty()) {
      MUSTER_TRY(session_, runtime_.open(model, options));
    } else {
      MUSTER_TRY(session_, open_remote(request.link, request.remote_model, model, options));
    }
    OpenReply opened{
        std::string(runtime_.name()), nanoseconds_since(start), session_->inputs(), session_->outputs(), {}};
    if (const Elsewhere* elsewhere = session_->elsewhere()) {
      opened.runtime = elsewhere->runtime;
      opened.load_ns = elsewhere->load.count();
      opened.elsewhere =
          ProbeAbout{std::string(kProbeVersion), elsewhere->runtime, elsewhere->machine, elsewhere->device};
    }
    for (const TensorSpec& input : session_->inputs()) inputs_.emplace_back(byte_count(input));
    for (const TensorSpec& output : session_->outputs()) outputs_.emplace_back(byte_count(output));
    for (const Bytes& input : inputs_) input_spans_.emplace_back(input);
    for (Bytes& output : outputs_) output_spans_.emplace_back(output);
    reply("opened", opened);
    return {};
  }

  Result<void> setup(const Message& message) {
    MUSTER_TRY(setup_, decode<SetupRequest>(message));
    degraded_ = {};
    if (inputs_.size() != 1 || byte_count(setup_.input) != inputs_[0].size())
      return fail(ErrorCode::kInternal, "the setup does not fit the open model");
    if (outputs_.size() != 1 || byte_count(setup_.output) != outputs_[0].size())
      return fail(ErrorCode::kUnsupported,
                  fmt::format("at this size of the input its output has {} values, and not one score for each of {} "
                              "classes",
                              element_count(session_->outputs()[0]), element_count(setup_.output)));
    return {};
  }

  /// The photo's file as the input tensor.
  Result<void> load_input(std::span<const std::byte> file) {
    MUSTER_TRY(const Image image, decode_image(file, setup_.preprocessing.orientation));
    other_colours_ = image.other_colours;
    return fill_input(image, setup_.preprocessing);
  }

  Result<void> fill_input(const Image& image, const Preprocessing& preprocessing) {
    const auto size = image_size(setup_.input);
    if (!size) return fail(ErrorCode::kUnsupported, "the input is no image");
    MUSTER_TRY(const Pixels pixels, prepare(image, preprocessing, size->width, size->height, size->channels));
    clipped_share_ = clipped_share(pixels, preprocessing, setup_.input);
    return encode_input(pixels, preprocessing, setup_.input, inputs_[0]);
  }

  Result<void> infer() { return session_->run(input_spans_, output_spans_); }

  Result<void> predict(const Message& message) {
    MUSTER_TRY(const PredictRequest request, decode<PredictRequest>(message));
    PredictReply answer;
    answer.sample = request.sample;
    answer.best.fill(kAbsent);
    const auto unreadable = [&](const Error& error) {
      answer.state = static_cast<int>(PhotoState::kUnreadable);
      answer.message = error.message;
      reply("predicted", answer);
    };
    const auto file = read_file(request.path, kLargestPhoto);
    if (!file) return unreadable(file.error()), Result<void>{};
    answer.digest = bytes_of(sha256(*file));
    if (const auto loaded = load_input(*file); !loaded) {
      if (loaded.error().code == ErrorCode::kInternal) return loaded;
      return unreadable(loaded.error()), Result<void>{};
    }
    answer.other_colours = other_colours_;
    answer.clipped_share = static_cast<float>(clipped_share_);
    MUSTER_CHECK_OK(infer_and_grade(answer));
    reply("predicted", answer);
    return {};
  }

  /// A preparation that makes the first one's tensor has the first one's answer, and takes no inference.
  Result<void> predict_each(const Message& message) {
    MUSTER_TRY(const PredictEachRequest request, decode<PredictEachRequest>(message));
    PredictReply blank;
    blank.sample = request.sample;
    blank.best.fill(kAbsent);
    const auto file = read_file(request.path, kLargestPhoto);
    if (file) blank.digest = bytes_of(sha256(*file));
    std::map<Orientation, Image> images;
    Bytes first_input;
    PredictReply first = blank;
    for (std::size_t i = 0; i < request.preparations.size(); ++i) {
      PredictReply answer = blank;
      const auto filled =
          file ? fill_input(*file, request.preparations[i], images) : Result<void>(tl::unexpected(file.error()));
      if (!filled && filled.error().code == ErrorCode::kInternal) return filled;
      if (!filled) {
        answer.state = static_cast<int>(PhotoState::kUnreadable);
        answer.message = filled.error().message;
      } else if (i > 0 && inputs_[0] == first_input) {
        answer = first;
      } else {
        MUSTER_CHECK_OK(infer_and_grade(answer));
      }
      reply("predicted_each", PredictEachReply{i, answer});
      if (i > 0) continue;
      if (!filled) return {};
      first = answer, first_input = inputs_[0];
    }
    return {};
  }

  /// Decodes the file once for each orientation.
  Result<void> fill_input(std::span<const std::byte> file, const Preprocessing& preparation,
                          std::map<Orientation, Image>& images) {
    if (!images.contains(preparation.orientation)) {
      MUSTER_TRY(Image image, decode_image(file, preparation.orientation));
      images.emplace(preparation.orientation, std::move(image));
    }
    return fill_input(images.at(preparation.orientation), preparation);
  }

  Result<void> infer_and_grade(PredictReply& answer) {
    MUSTER_CHECK_OK(infer());
    MUSTER_TRY(const std::vector<float> scores, dequantize(setup_.output, outputs_[0]));
    grade(scores, answer);
    return {};
  }

  Result<void> classify_degraded(const Message& message) {
    MUSTER_TRY(const DegradedRequest request, decode<DegradedRequest>(message));
    PredictReply answer;
    answer.sample = request.sample;
    answer.best.fill(kAbsent);
    const auto pixels = degraded_.pixels(request, setup_);
    if (!pixels && pixels.error().code == ErrorCode::kInternal) return tl::unexpected(pixels.error());
    if (!pixels) {
      answer.state = static_cast<int>(PhotoState::kUnreadable);
      answer.message = pixels.error().message;
    } else {
      MUSTER_CHECK_OK(encode_input(*pixels, setup_.preprocessing, setup_.input, inputs_[0]));
      MUSTER_CHECK_OK(infer_and_grade(answer));
    }
    reply("predicted", answer);
    return {};
  }

  Result<void> stress_sheet(const Message& message) {
    MUSTER_TRY(const DegradedRequest request, decode<DegradedRequest>(message));
    MUSTER_TRY(const Blob png, degraded_.sheet(request, setup_));
    reply("stress_sheet", SheetReply{png});
    return {};
  }

  void grade(std::span<const float> scores, PredictReply& answer) const {
    if (std::ranges::any_of(scores, [](float score) { return std::isnan(score); })) {
      answer.state = static_cast<int>(PhotoState::kNotANumber);
      return;
    }
    answer.state = static_cast<int>(PhotoState::kScored);
    const Best best = best_classes(scores, setup_.background);
    answer.best = best.classes;
    answer.scores = best.scores;
    const auto [low, high] = std::ranges::minmax(scores);
    answer.low = low, answer.high = high;
    answer.above_lowest = count_above_lowest(best.scores, low, scores.size());
    double total = 0;
    for (const float score : scores) {
      answer.sum += score;
      total += std::exp(static_cast<double>(score) - static_cast<double>(high));
    }
    answer.softmax = static_cast<float>(1 / total);
    if (!setup_.keep_outputs) return;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(outputs_[0].data());
    answer.output.bytes.assign(bytes, bytes + outputs_[0].size());
  }

  Result<void> fingerprint(const Message& message) {
    MUSTER_TRY(const PredictRequest request, decode<PredictRequest>(message));
    reply("fingerprint", fingerprint_reply(request));
    return {};
  }

  Result<void> thumbnail(const Message& message) {
    MUSTER_TRY(const DegradedRequest request, decode<DegradedRequest>(message));
    reply("thumbnail", thumbnail_reply(request));
    return {};
  }

  Result<void> examine(const Message& message) {
    MUSTER_TRY(const PredictRequest request, decode<PredictRequest>(message));
    MUSTER_TRY(const Bytes file, read_file(request.path, kLargestPhoto));
    MUSTER_CHECK_OK(load_input(file));
    MUSTER_CHECK_OK(infer());
    ExamineReply answer;
    const auto* tensor = reinterpret_cast<const std::uint8_t*>(inputs_[0].data());
    answer.tensor.assign(tensor, tensor + inputs_[0].size());
    MUSTER_TRY(answer.scores, dequantize(setup_.output, outputs_[0]));
    answer.clipped_share = static_cast<float>(clipped_share_);
    reply("examined", answer);
    return {};
  }

  Result<void> time(const Message& message) {
    MUSTER_TRY(const TimeRequest request, decode<TimeRequest>(message));
    if (request.path.empty()) {
      fill_with_noise();
    } else {
      MUSTER_TRY(const Bytes file, read_file(request.path, kLargestPhoto));
      MUSTER_CHECK_OK(load_input(file));
    }
    const TimingPlan plan{Nanoseconds(request.warmup_ns), Nanoseconds(request.least_ns), Nanoseconds(request.most_ns),
                          request.least_runs};
    return session_->time(plan, input_spans_, output_spans_, [&](const TimingSamples& samples) {
      TimeReply answer{samples.phase, {}, samples.peak_memory_bytes, samples.other_load_cores, samples.states};
      for (const Nanoseconds time : samples.times) answer.samples_ns.push_back(time.count());
      reply("timed", answer);
    });
  }

  /// The same noise every time: floats in [−1, 1), other numbers in their lowest byte.
  void fill_with_noise() {
    std::minstd_rand random(7);
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (session_->inputs()[i].element_type == ElementType::kFloat32) {
        auto* values = reinterpret_cast<float*>(inputs_[i].data());
        std::uniform_real_distribution<float> between(-1, 1);
        std::generate_n(values, inputs_[i].size() / sizeof(float), [&] { return between(random); });
      } else if (element_bits(session_->inputs()[i].element_type) == 8) {
        std::ranges::generate(inputs_[i], [&] { return static_cast<std::byte>(random() & 0x7FU); });
      }
    }
  }

  Result<void> power() {
    if (!session_) return fail(ErrorCode::kInternal, "no model is open");
    MUSTER_TRY(std::vector<std::string> texts, session_->power_texts());
    reply("power", PowerTexts{std::move(texts)});
    return {};
  }

  Result<void> preprocess(const Message& message) {
    MUSTER_TRY(const PreprocessRequest request, decode<PreprocessRequest>(message));
    PreprocessReply times;
    const auto start = Clock::now();
    for (const std::string& path : request.paths) {
      if (nanoseconds_since(start) > request.most_ns) break;
      const auto begin = Clock::now();
      const auto file = read_file(path, kLargestPhoto);
      if (file && load_input(*file)) times.samples_ns.push_back(nanoseconds_since(begin));
    }
    reply("preprocessed", times);
    return {};
  }

  const Runtime& runtime_;
  int descriptor_;
  std::unique_ptr<Session> session_;
  SetupRequest setup_;
  std::vector<Bytes> inputs_, outputs_;
  bool other_colours_ = false;  // of the photo in the input
  double clipped_share_ = 0;
  DegradedPhoto degraded_;
  std::vector<std::span<const std::byte>> input_spans_;
  std::vector<std::span<std::byte>> output_spans_;
};

}  // namespace

int serve(const Runtime& runtime, int descriptor) {
  return Server(runtime, descriptor).run();
}

}  // namespace muster
