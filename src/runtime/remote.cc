#include "runtime/remote.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "runtime/link_process.h"
#include "runtime/probe_messages.h"

namespace muster {
namespace {

std::vector<Blob> blobs_of(std::span<const std::span<const std::byte>> tensors) {
  std::vector<Blob> blobs;
  for (const std::span<const std::byte> tensor : tensors) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(tensor.data());
    blobs.push_back({{bytes, bytes + tensor.size()}});
  }
  return blobs;
}

class RemoteSession final : public Session {
 public:
  explicit RemoteSession(std::unique_ptr<LinkProcess> link) : link_(std::move(link)) {}

  Result<void> open(const std::string& remote_model, const Model& model, const SessionOptions& options) {
    MUSTER_TRY(const Message greeting, link_->receive("about"));
    MUSTER_TRY(const ProbeAbout about, decode<ProbeAbout>(greeting));
    if (about.version != kProbeVersion)
      return fail(ErrorCode::kRuntime, fmt::format("the probe is of another version ({}, not {}): build it anew",
                                                   printable(about.version, 20), kProbeVersion));
    MUSTER_CHECK_OK(link_->send("open", ProbeOpenRequest{remote_model, options.threads, model.inputs, model.outputs}));
    MUSTER_TRY(const Message answer, link_->receive("opened"));
    MUSTER_TRY(ProbeOpenReply opened, decode<ProbeOpenReply>(answer));
    inputs_ = std::move(opened.inputs), outputs_ = std::move(opened.outputs);
    MUSTER_CHECK_OK(require_size(model));
    elsewhere_ = {about.runtime, Nanoseconds(std::max<std::int64_t>(opened.load_ns, 0)), about.machine, about.device};
    elsewhere_.machine.runtime = elsewhere_.device.runtime = about.runtime;
    return {};
  }

  const std::vector<TensorSpec>& inputs() const override { return inputs_; }
  const std::vector<TensorSpec>& outputs() const override { return outputs_; }
  const Elsewhere* elsewhere() const override { return &elsewhere_; }

  Result<std::vector<std::string>> power_texts() override {
    MUSTER_CHECK_OK(link_->send("power", nlohmann::json::object()));
    MUSTER_TRY(const Message answer, link_->receive("power"));
    MUSTER_TRY(PowerTexts told, decode<PowerTexts>(answer));
    return std::move(told.texts);
  }

  Result<void> run(std::span<const std::span<const std::byte>> inputs,
                   std::span<const std::span<std::byte>> outputs) override {
    MUSTER_CHECK_OK(link_->send("run", ProbeTensors{blobs_of(inputs)}));
    MUSTER_TRY(const Message answer, link_->receive("ran"));
    MUSTER_TRY(const ProbeTensors ran, decode<ProbeTensors>(answer));
    const bool fits = std::ranges::equal(
        ran.tensors, outputs, {}, [](const Blob& blob) { return blob.bytes.size(); },
        [](const std::span<std::byte> output) { return output.size(); });
    if (!fits) return fail(ErrorCode::kRuntime, "the probe's outputs are of another size than the model's");
    for (std::size_t i = 0; i < outputs.size(); ++i)
      std::memcpy(outputs[i].data(), ran.tensors[i].bytes.data(), outputs[i].size());
    return {};
  }

  Result<void> time(const TimingPlan& plan, std::span<const std::span<const std::byte>> inputs,
                    std::span<const std::span<std::byte>> /*outputs*/, const TakeSamples& take) override {
    MUSTER_CHECK_OK(link_->send("time", ProbeTimeRequest{blobs_of(inputs), plan.warmup.count(), plan.least.count(),
                                                         plan.most.count(), plan.least_runs}));
    while (true) {
      MUSTER_TRY(const Message answer, link_->receive("timed"));
      MUSTER_TRY(const ProbeSamples told, decode<ProbeSamples>(answer));
      TimingSamples samples{told.phase, {}, told.peak_memory_bytes, told.other_load_cores, told.states};
      for (const std::int64_t time : told.samples_ns) samples.times.emplace_back(time);
      take(samples);
      if (told.phase == "done") return {};
    }
  }

 private:
  /// What the probe runs must be what was asked for. Errors: an input of another size.
  [[nodiscard]] Result<void> require_size(const Model& model) const {
    std::uint64_t asked = 0, opened = 0;
    for (const TensorSpec& input : model.inputs) asked += element_count(input);
    for (const TensorSpec& input : inputs_) opened += element_count(input);
    if (asked == opened) return {};
    return fail(ErrorCode::kRuntime,
                fmt::format("the probe opened the model with inputs of {} values in place of {}", opened, asked));
  }

  std::unique_ptr<LinkProcess> link_;
  std::vector<TensorSpec> inputs_, outputs_;
  Elsewhere elsewhere_;
};

}  // namespace

Result<std::unique_ptr<Session>> open_remote(const std::vector<std::string>& link, const std::string& remote_model,
                                             const Model& model, const SessionOptions& options) {
  MUSTER_TRY(auto process, LinkProcess::start(link));
  auto session = std::make_unique<RemoteSession>(std::move(process));
  MUSTER_CHECK_OK(session->open(remote_model, model, options));
  return session;
}

}  // namespace muster
