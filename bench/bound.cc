// The bound of an accuracy run: decode, resize and inference and nothing else, one process a core, all busy at
// once. Prints photos per second.
//   muster-bound MODEL MANIFEST.csv [PROCESSES]
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <vector>

#include "base/file.h"
#include "base/table_reader.h"
#include "data/load_preprocessing.h"
#include "image/decode.h"
#include "image/prepare.h"
#include "runtime/litert.h"

namespace {

using namespace muster;

/// Shared by all processes: each counts itself in, and starts when all are there.
struct Shared {
  std::atomic<int> ready, failures;
};

std::vector<std::filesystem::path> photos_of(const std::filesystem::path& manifest) {
  std::vector<std::filesystem::path> photos;
  auto csv = TableReader::open(manifest);
  if (!csv) return photos;
  const auto column = csv->column("path");
  for (std::vector<std::string> row; column && csv->next(row).value_or(false);)
    photos.push_back(manifest.parent_path() / row[*column]);
  return photos;
}

Result<void> classify(Session& session, const Model& model, const Preprocessing& preprocessing,
                      const std::filesystem::path& photo, std::vector<std::byte>& in, std::vector<std::byte>& out) {
  const TensorSpec& input = model.inputs[0];
  MUSTER_TRY(const auto file, read_file(photo, 1U << 30U));
  MUSTER_TRY(const Image image, decode_image(file));
  MUSTER_TRY(const Pixels pixels,
             prepare(image, preprocessing, static_cast<int>(input.shape[2]), static_cast<int>(input.shape[1]), 3));
  MUSTER_CHECK_OK(encode_input(pixels, preprocessing, input, in));
  const std::span<const std::byte> inputs[] = {in};
  const std::span<std::byte> outputs[] = {out};
  return session.run(inputs, outputs);
}

int work(const Model& model, const std::vector<std::filesystem::path>& photos, int index, int processes,
         Shared& shared) {
  const auto preprocessing = resolve_preprocessing(
      {.preset = "pillow", .crop = "", .resize = "", .colour = "", .orientation = "", .mean = {}, .std = {}}, {},
      model);
  auto session = litert_runtime().open(model, {.threads = 1, .input_size = {}});
  if (!session || !preprocessing) return 1;
  std::vector<std::byte> in(byte_count(model.inputs[0])), out(byte_count(model.outputs[0]));
  ++shared.ready;
  while (shared.ready < processes) std::this_thread::yield();
  for (std::size_t i = static_cast<std::size_t>(index); i < photos.size(); i += static_cast<std::size_t>(processes))
    if (!classify(**session, model, *preprocessing, photos[i], in, out)) ++shared.failures;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const auto model = load_model(argv[1]);
  const auto photos = photos_of(argv[2]);
  const int processes = argc > 3 ? std::atoi(argv[3]) : static_cast<int>(std::thread::hardware_concurrency());
  if (!model || photos.empty()) return 2;
  void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto& shared = *new (memory) Shared{};
  for (int i = 0; i < processes; ++i)
    if (::fork() == 0) ::_exit(work(*model, photos, i, processes, shared));
  while (shared.ready < processes) std::this_thread::sleep_for(std::chrono::microseconds(100));
  const auto start = std::chrono::steady_clock::now();
  while (::wait(nullptr) > 0) continue;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  fmt::print("{:.2f}\n", static_cast<double>(photos.size()) / seconds);
  return shared.failures == 0 ? 0 : 1;
}
