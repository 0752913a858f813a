#include "worker/start.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <new>
#include <string_view>

#include "base/text.h"
#include "worker/protocol.h"
#include "worker/serve.h"

namespace muster {
namespace {

constexpr int kKeptBytes = 64 << 20;

}  // namespace

int start_worker(const Runtime& runtime, int argc, char** argv) {
  int type = 0;
  socklen_t length = sizeof(type);
  if (::getsockopt(kProtocolDescriptor, SOL_SOCKET, SO_TYPE, &type, &length) != 0) {
    std::fputs("muster-worker is started by muster, not by hand.\n", stderr);
    return 2;
  }
  ::mallopt(M_MMAP_THRESHOLD, kKeptBytes);  // photo buffers are reused, not returned to the system and faulted in again
  ::mallopt(M_TRIM_THRESHOLD, kKeptBytes);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGINT, SIG_IGN);
  std::set_new_handler([] { ::_exit(kOutOfMemoryExit); });
#ifndef MUSTER_SANITIZED  // sanitizers map more than any limit allows
  if (argc == 3 && std::string_view(argv[1]) == "--memory-limit") {
    if (const auto bytes = parse_integer(argv[2]); bytes && *bytes > 0) {
      const rlimit limit{static_cast<rlim_t>(*bytes), static_cast<rlim_t>(*bytes)};
      ::setrlimit(RLIMIT_DATA, &limit);
    }
  }
#else
  static_cast<void>(argc), static_cast<void>(argv);
#endif
  return serve(runtime, kProtocolDescriptor);
}

}  // namespace muster
