#pragma once

#include <gmock/gmock.h>

#include <string>

#include "runtime/coreml/program_builder.h"
#include "runtime/coreml/run_network.h"
#include "runtime/coreml/translate_program.h"

namespace muster {

/// One operation that cannot be translated, and what its error has to say.
struct RefusedOperation {
  std::string name;
  std::string type;
  program::Arguments arguments;
  std::string reason;
  ErrorCode code = ErrorCode::kMalformed;
  int outputs = 1;
};

inline void PrintTo(const RefusedOperation& operation, std::ostream* out) {
  *out << operation.type;
}

class RefusedOperationTest : public testing::TestWithParam<RefusedOperation> {};

inline std::string name_of(const testing::TestParamInfo<RefusedOperation>& info) {
  return info.param.name;
}

inline void expect_refused(const RefusedOperation& refused) {
  const CoremlFile file = program::program_of(refused.type, refused.arguments, refused.outputs);
  const auto network = translate_program(file.message, file);
  ASSERT_FALSE(network);
  EXPECT_THAT(network.error().message, testing::StartsWith("operator " + refused.type + " 'out0': "));
  EXPECT_THAT(network.error().message, testing::HasSubstr(refused.reason));
  EXPECT_EQ(network.error().code, refused.code) << network.error().message;
}

}  // namespace muster
