#include <cstdio>

#include "muster/tensor.h"

int main() {
  const muster::TensorSpec input{"input", muster::ElementType::kUInt8, {1, 224, 224, 3}, {}};
  std::printf("%s tensor of %llu bytes\n", muster::to_string(input.element_type).data(),
              static_cast<unsigned long long>(muster::byte_count(input)));
  return 0;
}
