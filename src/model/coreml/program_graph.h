#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "MIL.pb.h"
#include "model/coreml/computed_shapes.h"
#include "model/coreml/coreml_file.h"
#include "model/graph_builder.h"

namespace muster {

/// The values of a program's `const` operators, by their names.
using ProgramConstants = std::unordered_map<std::string_view, const CoreML::Specification::MILSpec::Value*>;

/// One function of an ML Program as a graph. `const` and `constexpr_…` operators are its constants, all others its
/// nodes. Scalars are attributes: neither parameters nor activations.
struct ProgramGraph {
  GraphBuilder builder;
  ProgramConstants constants;
  const CoreML::Specification::MILSpec::Block* block = nullptr;
  const CoreML::Specification::MILSpec::Operation* classify = nullptr;  ///< the operator that names the classes
};

/// Sizes that the program leaves open are those that were computed, where they were. Errors: kMalformed, an operator
/// that reads what nothing before it computes, or weights that are not there; kUnsupported, no such function, or one
/// with state.
Result<ProgramGraph> program_graph(const CoremlFile& file, const CoreML::Specification::MILSpec::Program& program,
                                   const std::string& function, const ComputedShapes& computed);

/// The value that an operator's input has before the run, inline or by a `const`; nullptr: none.
const CoreML::Specification::MILSpec::Value* constant_input(const ProgramConstants& constants,
                                                            const CoreML::Specification::MILSpec::Operation& operation,
                                                            const std::string& input);

}  // namespace muster
