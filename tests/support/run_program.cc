#include "support/run_program.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>

namespace muster {

Ended run_muster(const std::string& arguments, const std::string& environment) {
  std::string command = environment;
  command.append(" ").append(MUSTER_PROGRAM).append(" ").append(arguments);
  Ended ended;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return ended;
  std::array<char, 4096> chunk{};
  while (const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), pipe))
    ended.output.append(chunk.data(), got);
  const int status = ::pclose(pipe);
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ended;
}

std::string interrupted_after(const std::string& seconds) {
  // A shell's background programs ignore SIGINT until they set a handler: bit 1 of what Linux lists as caught. The
  // shell that becomes the program has one of its own at first, so that the name counts too.
  return "& pid=$!; for i in $(seq 3000); do case $(cat /proc/$pid/status) in "
         "Name:?muster*SigCgt:*[2367abef]?CapInh:*) break;; esac; sleep 0.01; done; sleep " +
         seconds + "; kill -INT $pid; wait $pid";
}

std::string quoted(const std::string& text) {
  std::string shell = "'";
  for (const char c : text) shell += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return shell + "'";
}

}  // namespace muster
