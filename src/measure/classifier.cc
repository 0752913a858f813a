#include "measure/classifier.h"

#include <algorithm>
#include <array>

namespace muster {

Classifier classifier_of(const Model& model, const Preprocessing& preprocessing) {
  Classifier classifier{model, {preprocessing, model.inputs.at(0), model.outputs.at(0), kNoBackground}};
  for (TensorSpec* spec : {&classifier.setup.input, &classifier.setup.output}) {
    for (std::int64_t& size : spec->shape) size = std::max<std::int64_t>(size, 1);
    const bool other_float = spec->element_type == ElementType::kFloat16 || spec->element_type == ElementType::kFloat64;
    if (model.format != "tflite" && other_float)
      spec->element_type = ElementType::kFloat32;  // as OpenVINO's session has it
  }
  return classifier;
}

Origin origin_here(const Model& model, const Machine& machine) {
  if (model.format == "coreml") return Origin::kTranslated;
  return machine.emulated ? Origin::kEmulated : Origin::kHost;
}

Origin note_where(const OpenReply& opened, const Classifier& classifier, Run& run) {
  if (opened.elsewhere) run.machine = opened.elsewhere->machine;
  run.machine.runtime = opened.runtime;
  if (!opened.elsewhere) return origin_here(classifier.model, run.machine);
  return run.machine.emulated ? Origin::kEmulated : Origin::kDevice;
}

Result<std::unique_ptr<WorkerProcess>> start_worker(const Classifier& classifier, int threads,
                                                    const RunOptions& options) {
  MUSTER_TRY(auto worker, WorkerProcess::start(options, worker_program(classifier.model.format)));
  worker->expect_answer();
  worker->send("open", OpenRequest{classifier.model.path.string(), threads, options.input_size.height,
                                   options.input_size.width, classifier.link, classifier.remote_model});
  if (classifier.takes_photos) worker->send("setup", classifier.setup);
  return worker;
}

PhotoState state_of(const PredictReply& reply) {
  const bool known = reply.state > 0 && reply.state <= static_cast<int>(PhotoState::kFailed);
  return known ? static_cast<PhotoState>(reply.state) : PhotoState::kFailed;
}

Error error_of(const Message& message, const WorkerProcess& worker) {
  const auto reply = decode<ErrorReply>(message);
  if (!reply) return reply.error();
  const std::string log = worker.log_tail();
  const bool known = reply->code >= 0 && reply->code <= static_cast<int>(ErrorCode::kInternal);
  const ErrorCode code = known ? static_cast<ErrorCode>(reply->code) : ErrorCode::kRuntime;
  const bool by_runtime = code == ErrorCode::kRuntime && !log.empty();
  return {code, by_runtime ? reply->message + " (" + log + ")" : reply->message};
}

Result<Message> next_message(WorkerProcess& worker, const RunOptions& options, const Hooks& hooks) {
  const std::array<WorkerProcess*, 1> workers{&worker};
  while (true) {
    if (auto message = worker.take()) {
      if (message->kind == "error") return tl::unexpected(error_of(*message, worker));
      return std::move(*message);
    }
    if (worker.ended()) {
      const std::string log = worker.log_tail();
      return fail(ErrorCode::kRuntime,
                  "the model's process " + worker.describe_end() + (log.empty() ? "" : ": " + log));
    }
    if (hooks.stopped()) {
      worker.kill(RunEnd::kStopped);
      return fail(ErrorCode::kStopped, "stopped by the user");
    }
    WorkerProcess::wait(workers, std::chrono::milliseconds(50), options);
  }
}

Result<ExamineReply> examine_photo(WorkerProcess& worker, const std::filesystem::path& photo, const RunOptions& options,
                                   const Hooks& hooks) {
  worker.expect_answer();
  worker.send("examine", PredictRequest{0, photo.string()});
  const auto answer = next_message(worker, options, hooks);
  if (!answer) return tl::unexpected(with_context(answer.error(), photo.string()));
  return decode<ExamineReply>(*answer);
}

Result<OpenWorker> open_worker(const Classifier& classifier, int threads, const RunOptions& options,
                               const Hooks& hooks) {
  OpenWorker worker;
  MUSTER_TRY(worker.process, start_worker(classifier, threads, options));
  MUSTER_TRY(const Message message, next_message(*worker.process, options, hooks));
  MUSTER_TRY(worker.opened, decode<OpenReply>(message));
  return worker;
}

}  // namespace muster
