#include "model/coreml/coreml_facts.h"

namespace muster {

Result<Model> coreml_facts(const CoremlFile&) {
  return fail(ErrorCode::kUnsupported, "Core ML models are not read yet");
}

}  // namespace muster
