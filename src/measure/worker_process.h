#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "muster/error.h"
#include "muster/options.h"
#include "muster/run.h"
#include "worker/protocol.h"

namespace muster {

/// A muster-worker and the conversation with it. Killed and reaped when it goes out of scope. Not thread-safe.
class WorkerProcess {
 public:
  /// Starts that worker program with posix_spawn. Errors: kNotFound, it is not where it should be (and where it was
  /// sought).
  static Result<std::unique_ptr<WorkerProcess>> start(const RunOptions& options, std::string_view worker);

  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  /// Sends one request. A worker that is gone shows when it is read from.
  template <class Request>
  void send(std::string_view kind, const Request& request) {
    send_frame(frame(kind, request));
  }

  /// The next message that has arrived; nullopt: none yet.
  std::optional<Message> take();

  /// Whether the worker is gone (it closed its end, spoke nonsense or was killed) and take() has nothing more.
  [[nodiscard]] bool ended() const { return closed_ && inbox_.empty(); }

  /// Ends it at once; `why` is how end() will then answer.
  void kill(RunEnd why);

  /// How it ended, once ended().
  [[nodiscard]] RunEnd end() const { return end_; }

  /// The last lines that the runtime logged, printable; "" for none.
  [[nodiscard]] std::string log_tail() const;

  /// What is known of its end, for people: "crashed (signal 11, Segmentation fault)".
  [[nodiscard]] std::string describe_end();

  /// Resident bytes now; 0 when it is gone.
  [[nodiscard]] std::uint64_t resident_bytes() const;
  /// Processor time used so far.
  [[nodiscard]] std::chrono::milliseconds processor_time() const;

  /// When it last sent anything, or was started.
  [[nodiscard]] std::chrono::steady_clock::time_point last_heard() const { return last_heard_; }
  /// Restarts the clock of the timeout: before a request to a worker that was idle.
  void expect_answer() { last_heard_ = std::chrono::steady_clock::now(); }

  /// Waits at most `patience` for any of the workers to say something, and takes in what they said; kills those
  /// over the memory limit, and those silent for longer than the timeout.
  static void wait(std::span<WorkerProcess* const> workers, std::chrono::milliseconds patience,
                   const RunOptions& options);

 private:
  WorkerProcess(pid_t pid, int socket, int log, bool verbose);
  void send_frame(const std::string& bytes) const;
  void receive();
  void receive_log();
  void reap();
  void notice_end();

  pid_t pid_;
  int socket_, log_;
  bool verbose_, closed_ = false;
  int wait_status_ = 0;
  bool reaped_ = false;
  RunEnd end_ = RunEnd::kComplete;
  std::string buffer_, log_text_;
  std::deque<Message> inbox_;
  std::chrono::steady_clock::time_point last_heard_ = std::chrono::steady_clock::now(), memory_checked_ = last_heard_;
};

}  // namespace muster
