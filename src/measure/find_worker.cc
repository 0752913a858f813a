#include "measure/find_worker.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

namespace muster {

std::string_view worker_program(std::string_view format) {
  return format == "coreml" || format == "onnx" ? "muster-openvino-worker" : "muster-worker";
}

Result<std::filesystem::path> find_worker(const std::filesystem::path& named, std::string_view program) {
  std::vector<std::filesystem::path> places;
  if (!named.empty()) {
    places.push_back(named);
  } else {
    if (const char* variable = std::getenv("MUSTER_WORKER"); variable != nullptr && *variable != '\0')
      places.emplace_back(variable);
    std::error_code unknown;
    if (const auto self = std::filesystem::read_symlink("/proc/self/exe", unknown); !unknown) {
      places.push_back(self.parent_path() / program);
      places.push_back(self.parent_path().parent_path() / "libexec/muster" / program);
    }
    places.push_back(std::filesystem::path(MUSTER_WORKERS_INSTALLED) / program);
  }
  std::string sought;
  for (const auto& place : places) {
    if (::access(place.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(place)) return place;
    sought += (sought.empty() ? "" : ", ") + place.string();
  }
  return fail(ErrorCode::kNotFound,
              fmt::format("{} is not at {}; reinstall muster, or name it in MUSTER_WORKER", program, sought));
}

}  // namespace muster
