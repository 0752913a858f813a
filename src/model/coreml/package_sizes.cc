#include "model/coreml/package_sizes.h"

#include <array>

#include "base/sha256.h"
#include "model/store_bytes.h"

namespace muster {
namespace {

Sha256Digest package_digest(const PackageFiles& files) {
  constexpr std::array kZero = {std::byte{0}};
  Sha256 all;
  for (const auto& [path, bytes] : files) {
    if (path == "Manifest.json") continue;
    all.update(std::as_bytes(std::span(path)));
    all.update(kZero);
    all.update(sha256(bytes));
  }
  return all.finish();
}

}  // namespace

void add_package_sizes(const PackageFiles& files, Model& model) {
  model.file_bytes = model.store_bytes = 0;
  for (const auto& [path, bytes] : files) {
    model.file_bytes += bytes.size();
    model.store_bytes += store_bytes(bytes);
  }
  model.sha256 = to_hex(files.size() == 1 ? sha256(files.begin()->second) : package_digest(files));
}

}  // namespace muster
