#include "measure/classifier.h"
#include "model/sniff_format.h"
#include "muster/verbs.h"

namespace muster {

Result<Model> inspect(const std::filesystem::path& path, const RunOptions& options, const Hooks& hooks) {
  const std::string_view format = sniff_format(path);
  if (format.empty()) return load_model(path, options.input_size);
  MUSTER_TRY(const auto worker, WorkerProcess::start(options, worker_program(format)));
  worker->expect_answer();
  worker->send("facts", OpenRequest{path.string(), 1, options.input_size.height, options.input_size.width});
  const auto answer = next_message(*worker, options, hooks);
  if (!answer && answer.error().message.find(path.string()) == std::string::npos)
    return tl::unexpected(with_context(answer.error(), path.string()));
  if (!answer) return tl::unexpected(answer.error());
  MUSTER_TRY(Model model, decode<Model>(*answer));
  model.path = path;
  return model;
}

}  // namespace muster
