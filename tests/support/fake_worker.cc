// A worker whose models do what their description says, so that crashes, hangs and slow models can be had at will:
// "fake crash=3" dies at the third inference of the process; hang=N, eat=N (memory), nan=N and fail=N likewise;
// sleep=MS makes each inference take that long; die dies while opening. The class is the first byte of the input
// modulo the number of outputs.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <map>
#include <string>
#include <thread>

#include "base/text.h"
#include "runtime/runtime.h"
#include "worker/start.h"

namespace muster {
namespace {

std::map<std::string, long long> instructions(const std::string& description) {
  std::map<std::string, long long> found;
  for (const auto word : split(description, ' ')) {
    const auto parts = split(word, '=');
    found[std::string(parts[0])] = parts.size() > 1 ? parse_integer(parts[1]).value_or(0) : 0;
  }
  return found;
}

void eat_memory() {
  while (true) {
    auto* block = new volatile char[std::size_t{16} << 20U];
    for (std::size_t i = 0; i < std::size_t{16} << 20U; i += 4096) block[i] = 1;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

class FakeSession final : public Session {
 public:
  explicit FakeSession(const Model& model)
      : todo_(instructions(model.description)), inputs_(model.inputs), outputs_(model.outputs) {}

  const std::vector<TensorSpec>& inputs() const override { return inputs_; }
  const std::vector<TensorSpec>& outputs() const override { return outputs_; }

  Result<void> run(std::span<const std::span<const std::byte>> inputs,
                   std::span<const std::span<std::byte>> outputs) override {
    ++runs_;
    if (todo_.contains("sleep")) std::this_thread::sleep_for(std::chrono::milliseconds(todo_.at("sleep")));
    if (due("crash")) std::raise(SIGKILL);
    if (due("hang")) std::this_thread::sleep_for(std::chrono::hours(1));
    if (due("eat")) eat_memory();
    if (due("fail")) return fail(ErrorCode::kRuntime, "the fake runtime refuses");
    const std::span<std::byte> output = outputs[0];
    std::memset(output.data(), 0, output.size());
    const auto count = element_count(outputs_[0]);
    const auto best = std::to_integer<std::size_t>(inputs[0][0]) % count;
    if (outputs_[0].element_type == ElementType::kFloat32) {
      const float score = due("nan") ? std::numeric_limits<float>::quiet_NaN() : 0.75F;
      std::memcpy(output.data() + best * sizeof(float), &score, sizeof(float));
    } else {
      output[best] = std::byte{200};
    }
    return {};
  }

 private:
  [[nodiscard]] bool due(const char* what) const { return todo_.contains(what) && runs_ == todo_.at(what); }

  std::map<std::string, long long> todo_;
  std::vector<TensorSpec> inputs_, outputs_;
  long long runs_ = 0;
};

class FakeRuntime final : public Runtime {
 public:
  std::string_view name() const override { return "Fake 1"; }
  Result<Model> load_to_run(const std::filesystem::path& path, const ImageSize& size) const override {
    return load_model(path, size);
  }
  Result<Model> facts(const std::filesystem::path& path, const ImageSize& size) const override {
    return load_model(path, size);
  }
  Result<std::unique_ptr<Session>> open(const Model& model, const SessionOptions&) const override {
    if (instructions(model.description).contains("die")) std::raise(SIGSEGV);
    return std::make_unique<FakeSession>(model);
  }
};

}  // namespace
}  // namespace muster

int main(int argc, char** argv) {
  const muster::FakeRuntime runtime;
  return muster::start_worker(runtime, argc, argv);
}
