#include "runtime/litert_api.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>

namespace muster::litert {
namespace {

Result<Api> open_library() {
  const char* named = std::getenv("MUSTER_LITERT");
  const char* file = named != nullptr && *named != '\0' ? named : "libLiteRt.so";
  void* library = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr)
    return fail(ErrorCode::kRuntime,
                fmt::format("the LiteRT library cannot be loaded ({}); it belongs beside muster-worker, "
                            "or name it in MUSTER_LITERT",
                            ::dlerror()));
  Api api;
#define MUSTER_LITERT_LOOK_UP(name, ...)                                             \
  api.name = reinterpret_cast<decltype(api.name)>(::dlsym(library, "LiteRt" #name)); \
  if (api.name == nullptr)                                                           \
    return fail(ErrorCode::kRuntime, fmt::format("{} has no function LiteRt" #name ": it is not LiteRT 2.3", file));
  MUSTER_LITERT_FUNCTIONS(MUSTER_LITERT_LOOK_UP)
#undef MUSTER_LITERT_LOOK_UP
  return api;
}

}  // namespace

Result<const Api*> load_api() {
  static const Result<Api> api = open_library();
  if (!api) return tl::unexpected(api.error());
  return &*api;
}

std::string describe(Status status) {
  switch (status) {
    case 1:
      return "invalid argument";
    case 2:
      return "out of memory";
    case 3:
      return "runtime failure";
    case 4:
      return "missing input";
    case 5:
      return "not supported";
    case 500:
      return "file cannot be read";
    case 501:
      return "not a valid model";
    case 504:
      return "compilation failed";
    default:
      return fmt::format("status {}", status);
  }
}

}  // namespace muster::litert
