#include "runtime/coreml/translate.h"

#include <openvino/openvino.hpp>

namespace muster {

Result<std::shared_ptr<ov::Model>> translate_coreml(const CoremlFile&) {
  return fail(ErrorCode::kUnsupported, "Core ML models are not run yet");
}

}  // namespace muster
