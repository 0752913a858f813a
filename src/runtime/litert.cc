#include "runtime/litert.h"

#include "model/formats.h"
#include "runtime/litert_session.h"

namespace muster {
namespace {

class LitertRuntime final : public Runtime {
 public:
  std::string_view name() const override { return kLitertName; }

  Result<Model> load_to_run(const std::filesystem::path& path, const ImageSize& size) const override {
    return load_model_to_run(path, size);
  }

  Result<Model> facts(const std::filesystem::path& path, const ImageSize& size) const override {
    return load_model(path, size);
  }

  Result<std::unique_ptr<Session>> open(const Model& model, const SessionOptions& options) const override {
    return open_litert(model, options);
  }
};

}  // namespace

const Runtime& litert_runtime() {
  static const LitertRuntime runtime;
  return runtime;
}

}  // namespace muster
