#include "runtime/coreml/translate.h"

#include "runtime/coreml/translate_program.h"

namespace muster {

using CoreML::Specification::Model;

Result<std::shared_ptr<ov::Model>> translate_coreml(const CoremlFile& file) {
  const Model& model = file.message;
  switch (model.Type_case()) {
    case Model::kMlProgram:
      return translate_program(model, file);
    default:
      return fail(ErrorCode::kUnsupported, "this kind of Core ML model is not run");
  }
}

}  // namespace muster
