#include "runtime/coreml/translate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/coreml/kind_of_model.h"
#include "runtime/coreml/translate_network.h"
#include "runtime/coreml/translate_program.h"

namespace muster {

Result<std::shared_ptr<ov::Model>> translate_coreml(const CoremlFile& file, ComputedShapes* shapes) {
  MUSTER_TRY(const CoremlNetwork network, find_network(file.message));
  if (!network.other_stages.empty())
    return fail(
        ErrorCode::kUnsupported,
        fmt::format("a pipeline with other steps than its network: its stages {} are not run; check the network alone",
                    fmt::join(network.other_stages, ", ")));
  return network.model->has_mlprogram() ? translate_program(*network.model, file, shapes)
                                        : translate_network(*network.model, shapes);
}

}  // namespace muster
