#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "base/frames.h"

namespace muster {

/// A command that carries frames to another machine and back, over a socket that is its standard input and output.
/// Killed and reaped when it goes out of scope. Not thread-safe.
class LinkProcess {
 public:
  static Result<std::unique_ptr<LinkProcess>> start(const std::vector<std::string>& command);

  LinkProcess(const LinkProcess&) = delete;
  LinkProcess& operator=(const LinkProcess&) = delete;
  ~LinkProcess();

  /// Sends a request. Errors: as receive's.
  Result<void> send(std::string_view kind, const nlohmann::json& content);

  /// Waits for the next message of that kind. Errors: kDisconnected, the link was lost; kRuntime, what an "error"
  /// message says, another kind of message, or that the program at the other end ended.
  Result<Message> receive(std::string_view kind);

 private:
  LinkProcess(pid_t pid, int socket) : pid_(pid), socket_(socket) {}
  Error why_ended();

  pid_t pid_;
  int socket_;
  std::string buffer_;
};

}  // namespace muster
