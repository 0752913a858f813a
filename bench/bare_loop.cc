// What an inference costs without muster: write input, invoke, read output, in a bare loop over LiteRT's C API.
// Prints the median in milliseconds.
//   muster-bare-loop MODEL [SECONDS]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "runtime/litert_api.h"

using namespace muster::litert;
using Clock = std::chrono::steady_clock;

int main(int argc, char** argv) {
  const auto loaded = load_api();
  if (argc < 2 || !loaded) return 2;
  const Api& api = **loaded;
  Environment environment = nullptr;
  ModelHandle model = nullptr;
  Options options = nullptr;
  CompiledModel compiled = nullptr;
  Signature signature = nullptr;
  TensorHandle input = nullptr, output = nullptr;
  RankedTensorType input_type{}, output_type{};
  Requirements input_needs = nullptr, output_needs = nullptr;
  TensorBuffer in = nullptr, out = nullptr;
  const bool ready = api.CreateEnvironment(0, nullptr, &environment) == 0 &&
                     api.CreateModelFromFile(environment, argv[1], &model) == 0 && api.CreateOptions(&options) == 0 &&
                     api.SetOptionsHardwareAccelerators(options, kCpu) == 0 &&
                     api.CreateCompiledModel(environment, model, options, &compiled) == 0 &&
                     api.GetModelSignature(model, 0, &signature) == 0 &&
                     api.GetSignatureInputTensorByIndex(signature, 0, &input) == 0 &&
                     api.GetSignatureOutputTensorByIndex(signature, 0, &output) == 0 &&
                     api.GetRankedTensorType(input, &input_type) == 0 &&
                     api.GetRankedTensorType(output, &output_type) == 0 &&
                     api.GetCompiledModelInputBufferRequirements(compiled, 0, 0, &input_needs) == 0 &&
                     api.GetCompiledModelOutputBufferRequirements(compiled, 0, 0, &output_needs) == 0 &&
                     api.CreateManagedTensorBufferFromRequirements(environment, &input_type, input_needs, &in) == 0 &&
                     api.CreateManagedTensorBufferFromRequirements(environment, &output_type, output_needs, &out) == 0;
  if (!ready) return 1;
  std::size_t in_bytes = 0, out_bytes = 0;
  api.GetTensorBufferSize(in, &in_bytes);
  api.GetTensorBufferSize(out, &out_bytes);
  std::vector<char> pixels(in_bytes, 7), scores(out_bytes);
  std::vector<double> milliseconds;
  const double seconds = argc > 2 ? std::atof(argv[2]) : 2;
  const auto begin = Clock::now();
  while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds + 0.5) {
    const auto start = Clock::now();
    void* memory = nullptr;
    api.LockTensorBuffer(in, &memory, kWrite);
    std::memcpy(memory, pixels.data(), in_bytes);
    api.UnlockTensorBuffer(in);
    api.RunCompiledModel(compiled, 0, 1, &in, 1, &out);
    api.LockTensorBuffer(out, &memory, kRead);
    std::memcpy(scores.data(), memory, out_bytes);
    api.UnlockTensorBuffer(out);
    const auto end = Clock::now();
    if (std::chrono::duration<double>(end - begin).count() > 0.5)  // warm
      milliseconds.push_back(std::chrono::duration<double, std::milli>(end - start).count());
  }
  std::ranges::nth_element(milliseconds, milliseconds.begin() + static_cast<std::ptrdiff_t>(milliseconds.size() / 2));
  fmt::print("{:.4f}\n", milliseconds[milliseconds.size() / 2]);
  return 0;
}
