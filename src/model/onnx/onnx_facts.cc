#include "model/onnx/onnx_facts.h"

#include "onnx/onnx-ml.pb.h"

namespace muster {

Result<Model> onnx_facts(const ModelFile&) {
  return fail(ErrorCode::kUnsupported, "ONNX models are not read yet");
}

Result<Model> load_onnx(const std::filesystem::path& path) {
  return onnx_facts({path, {}});
}

}  // namespace muster
