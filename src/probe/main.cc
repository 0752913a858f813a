// muster-probe: runs a model on a device for a muster elsewhere, with which it speaks over standard input and output
// (runtime/probe_messages.h). It opens LiteRT, and nothing else; photos are decoded where muster is.
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <thread>

#include "base/frames.h"
#include "base/machine.h"
#include "base/power_texts.h"
#include "runtime/litert_session.h"
#include "runtime/probe_messages.h"

namespace muster {
namespace {

using Clock = std::chrono::steady_clock;

/// What the probe holds between requests.
class Probe {
 public:
  explicit Probe(int output) : output_(output) {}

  void greet() const {
    ProbeAbout about{std::string(kProbeVersion), std::string(kLitertName), read_machine(), read_device()};
    about.device.runtime = about.runtime;
    reply("about", about);
  }

  void handle(const Message& message) {
    const Result<void> done = message.kind == "open"    ? open(message)
                              : message.kind == "run"   ? run(message)
                              : message.kind == "time"  ? time(message)
                              : message.kind == "power" ? power()
                                                        : fail(ErrorCode::kInternal, "unknown request " + message.kind);
    if (!done) reply("error", ProbeError{static_cast<int>(done.error().code), done.error().message});
  }

 private:
  void reply(std::string_view kind, const nlohmann::json& content) const {
    const std::string bytes = frame(kind, content);
    for (std::size_t sent = 0; sent < bytes.size();) {
      const ssize_t n = ::write(output_, bytes.data() + sent, bytes.size() - sent);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) ::_exit(0);  // nobody listens any more
      sent += static_cast<std::size_t>(n);
    }
  }

  Result<void> open(const Message& message) {
    MUSTER_TRY(const ProbeOpenRequest request, decode<ProbeOpenRequest>(message));
    Model model;
    model.path = request.model_path;
    model.inputs = request.inputs, model.outputs = request.outputs;
    const auto start = Clock::now();
    MUSTER_TRY(session_, open_litert(model, {request.threads, {}}));
    const Nanoseconds load = Clock::now() - start;
    inputs_.clear(), outputs_.clear(), output_spans_.clear();
    for (const TensorSpec& input : session_->inputs()) inputs_.emplace_back(byte_count(input));
    for (const TensorSpec& output : session_->outputs()) outputs_.emplace_back(byte_count(output));
    for (auto& output : outputs_) output_spans_.emplace_back(output);
    reply("opened", ProbeOpenReply{load.count(), session_->inputs(), session_->outputs()});
    return {};
  }

  Result<std::vector<std::span<const std::byte>>> spans_of(const std::vector<Blob>& tensors) const {
    if (!session_ || tensors.size() != inputs_.size())
      return fail(ErrorCode::kInternal, "no model is open that takes these tensors");
    std::vector<std::span<const std::byte>> spans;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      if (tensors[i].bytes.size() != inputs_[i].size())
        return fail(ErrorCode::kInternal, "a tensor is of another size than the input");
      spans.push_back(std::as_bytes(std::span(tensors[i].bytes)));
    }
    return spans;
  }

  Result<void> run(const Message& message) {
    MUSTER_TRY(const ProbeTensors request, decode<ProbeTensors>(message));
    MUSTER_TRY(const auto inputs, spans_of(request.tensors));
    MUSTER_CHECK_OK(session_->run(inputs, output_spans_));
    ProbeTensors answer;
    for (const auto& output : outputs_) {
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(output.data());
      answer.tensors.push_back({{bytes, bytes + output.size()}});
    }
    reply("ran", answer);
    return {};
  }

  /// Samples as they come; the device's state before, every second, and after.
  Result<void> time(const Message& message) {
    MUSTER_TRY(const ProbeTimeRequest request, decode<ProbeTimeRequest>(message));
    MUSTER_TRY(const auto inputs, spans_of(request.tensors));
    const TimingPlan plan{Nanoseconds(request.warmup_ns), Nanoseconds(request.least_ns), Nanoseconds(request.most_ns),
                          request.least_runs};
    const auto start = Clock::now();
    const auto busy = system_busy_time(), own = own_processor_time();
    auto looked = start - std::chrono::hours(1);
    return session_->time(plan, inputs, output_spans_, [&](const TimingSamples& samples) {
      const auto now = Clock::now();
      const bool done = samples.phase == "done";
      ProbeSamples told{samples.phase, {}, samples.peak_memory_bytes, 0, {}};
      for (const Nanoseconds time : samples.times) told.samples_ns.push_back(time.count());
      if (done || now - looked >= std::chrono::seconds(1)) {
        DeviceState state = read_device_state(sysfs_folder());
        state.at = now - start;
        told.states.push_back(std::move(state));
        looked = now;
      }
      if (done) {
        const auto others = (system_busy_time() - busy) - (own_processor_time() - own);
        told.other_load_cores =
            std::max(0.0, std::chrono::duration<double>(others) / std::chrono::duration<double>(now - start));
      }
      reply("timed", told);
    });
  }

  Result<void> power() {
    if (!session_) return fail(ErrorCode::kInternal, "no model is open");
    MUSTER_TRY(std::vector<std::string> texts, session_->power_texts());
    reply("power", PowerTexts{std::move(texts)});
    return {};
  }

  int output_;
  std::unique_ptr<Session> session_;
  std::vector<std::vector<std::byte>> inputs_, outputs_;
  std::vector<std::span<std::byte>> output_spans_;
};

/// Ends the probe once nobody speaks to it any more, even while a model hangs.
void end_with_the_link(int input) {
  std::thread([input] {
    pollfd link{input, POLLRDHUP, 0};
    while (::poll(&link, 1, -1) < 0 && errno == EINTR) continue;
    ::_exit(0);
  }).detach();
}

int serve(int input, int output) {
  end_with_the_link(input);
  Probe probe(output);
  probe.greet();
  std::string buffer;
  std::array<char, 65536> chunk{};
  while (true) {
    auto message = take_message(buffer);
    if (!message) return 1;
    if (*message) {
      probe.handle(**message);
      continue;
    }
    const ssize_t got = ::read(input, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    buffer.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace
}  // namespace muster

int main() {
  if (::isatty(STDIN_FILENO) != 0) {
    std::fputs("muster-probe is started by muster, on a device: muster check … --device ssh:USER@HOST\n", stderr);
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);
  const int output =
      ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);  // the frames' own: what a library prints goes to the log
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  return muster::serve(STDIN_FILENO, output);
}
