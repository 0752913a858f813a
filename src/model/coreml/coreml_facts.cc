#include "model/coreml/coreml_facts.h"

namespace muster {

Result<Model> coreml_facts(const CoremlFile&) {
  return fail(ErrorCode::kUnsupported, "Core ML models are not read yet");
}

Result<Model> load_coreml(const std::filesystem::path& path) {
  MUSTER_TRY(const CoremlFile file, open_coreml(path));
  return coreml_facts(file);
}

}  // namespace muster
