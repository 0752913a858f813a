#include "measure/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <thread>
#include <vector>

#include "base/spawn.h"
#include "base/text.h"
#include "measure/find_worker.h"

namespace muster {
namespace {

constexpr std::size_t kLogKept = 4096;

/// Moves a descriptor above those that the child is given, close-on-exec.
int above_children(int fd) {
  const int moved = ::fcntl(fd, F_DUPFD_CLOEXEC, 10);
  ::close(fd);
  return moved;
}

/// Both ends of the socket and of the log's pipe.
struct Channels {
  int ours = -1, theirs = -1, log = -1, their_log = -1;
};

Result<Channels> open_channels() {
  std::array<int, 2> pair{}, pipe{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return fail(ErrorCode::kRuntime, fmt::format("cannot open a socket: {}", std::strerror(errno)));
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
    ::close(pair[0]), ::close(pair[1]);
    return fail(ErrorCode::kRuntime, fmt::format("cannot open a pipe: {}", std::strerror(errno)));
  }
  const Channels channels{above_children(pair[0]), above_children(pair[1]), above_children(pipe[0]),
                          above_children(pipe[1])};
  ::fcntl(channels.log, F_SETFL, O_NONBLOCK);
  return channels;
}

}  // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const RunOptions& options, std::string_view worker) {
  MUSTER_TRY(const std::filesystem::path program, find_worker(options.worker, worker));
  MUSTER_TRY(const Channels channels, open_channels());
  const int no_input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const auto pid = spawn_command({program.string(), "--memory-limit", std::to_string(options.memory_limit_bytes)},
                                 {{no_input, STDIN_FILENO},
                                  {channels.their_log, STDOUT_FILENO},
                                  {channels.their_log, STDERR_FILENO},
                                  {channels.theirs, kProtocolDescriptor}},
                                 ProcessGroup::kItsOwn);  // a link to a device is killed with its worker
  for (const int fd : {no_input, channels.theirs, channels.their_log}) ::close(fd);
  if (!pid) {
    ::close(channels.ours), ::close(channels.log);
    return fail(ErrorCode::kRuntime, pid.error().message);
  }
  return std::unique_ptr<WorkerProcess>(new WorkerProcess(*pid, channels.ours, channels.log, options.verbose));
}

WorkerProcess::WorkerProcess(pid_t pid, int socket, int log, bool verbose)
    : pid_(pid), socket_(socket), log_(log), verbose_(verbose) {}

WorkerProcess::~WorkerProcess() {
  if (!reaped_) {
    ::kill(-pid_, SIGKILL);
    reap();
  }
  ::close(socket_);
  ::close(log_);
}

void WorkerProcess::send_frame(const std::string& bytes) const {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    sent += static_cast<std::size_t>(n);
  }
}

std::optional<Message> WorkerProcess::take() {
  if (inbox_.empty()) return std::nullopt;
  Message message = std::move(inbox_.front());
  inbox_.pop_front();
  return message;
}

void WorkerProcess::kill(RunEnd why) {
  if (closed_) return;
  end_ = why;
  closed_ = true;
  ::kill(-pid_, SIGKILL);
}

void WorkerProcess::reap() {
  while (!reaped_ && ::waitpid(pid_, &wait_status_, 0) < 0 && errno == EINTR) continue;
  reaped_ = true;
}

std::string WorkerProcess::describe_end() {
  if (end_ == RunEnd::kCrashed) {
    reap();
    if (WIFSIGNALED(wait_status_))
      return fmt::format("crashed (signal {}, {})", WTERMSIG(wait_status_), ::strsignal(WTERMSIG(wait_status_)));
    return fmt::format("ended by itself (exit code {})", WEXITSTATUS(wait_status_));
  }
  return end_ == RunEnd::kOutOfMemory ? "used more memory than --memory-limit allows"
         : end_ == RunEnd::kTimedOut  ? "gave no result within --timeout"
                                      : std::string(to_string(end_));
}

std::string WorkerProcess::log_tail() const {
  std::string tail;
  for (const std::string_view line : split(log_text_, '\n'))
    if (!trimmed(line).empty() && !line.starts_with("INFO:"))
      tail = (tail.empty() ? "" : tail + " | ") + printable(trimmed(line));
  return tail.size() > 600 ? "…" + printable(tail.substr(tail.size() - 600), 700) : tail;
}

std::uint64_t WorkerProcess::resident_bytes() const {
  std::ifstream statm(fmt::format("/proc/{}/statm", pid_));
  std::uint64_t total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::chrono::milliseconds WorkerProcess::processor_time() const {
  std::ifstream stat(fmt::format("/proc/{}/stat", pid_));
  std::string text;
  std::getline(stat, text);
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return {};
  const auto fields = split(std::string_view(text).substr(name_end + 2), ' ');
  if (fields.size() < 13) return {};
  const long long ticks = parse_integer(fields[11]).value_or(0) + parse_integer(fields[12]).value_or(0);
  return std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
}

void WorkerProcess::receive() {
  std::array<char, 65536> chunk{};
  const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) return notice_end();
  expect_answer();
  buffer_.append(chunk.data(), static_cast<std::size_t>(got));
  while (true) {
    auto message = take_message(buffer_);
    if (!message) return kill(RunEnd::kCrashed);
    if (!*message) return;
    inbox_.push_back(std::move(**message));
  }
}

/// The worker closed its end: gives it a second to be gone by itself, so that it can be told how it went.
void WorkerProcess::notice_end() {
  receive_log();
  for (int i = 0; i < 100 && !reaped_; ++i) {
    reaped_ = ::waitpid(pid_, &wait_status_, WNOHANG) == pid_;
    if (!reaped_) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  if (!reaped_) ::kill(-pid_, SIGKILL), reap();
  const bool out_of_memory = WIFEXITED(wait_status_) && WEXITSTATUS(wait_status_) == kOutOfMemoryExit;
  end_ = out_of_memory ? RunEnd::kOutOfMemory : RunEnd::kCrashed;
  closed_ = true;
}

void WorkerProcess::receive_log() {
  std::array<char, 4096> chunk{};
  for (ssize_t got = 0; (got = ::read(log_, chunk.data(), chunk.size())) > 0;) {
    const std::string_view text(chunk.data(), static_cast<std::size_t>(got));
    if (verbose_) std::fwrite(text.data(), 1, text.size(), stderr);
    log_text_ += text;
    if (log_text_.size() > 2 * kLogKept) log_text_.erase(0, log_text_.size() - kLogKept);
  }
}

void WorkerProcess::wait(std::span<WorkerProcess* const> workers, std::chrono::milliseconds patience,
                         const RunOptions& options) {
  std::vector<pollfd> descriptors;
  for (const WorkerProcess* worker : workers) {
    descriptors.push_back({worker->closed_ ? -1 : worker->socket_, POLLIN, 0});
    descriptors.push_back({worker->closed_ ? -1 : worker->log_, POLLIN, 0});
  }
  ::poll(descriptors.data(), descriptors.size(), static_cast<int>(patience.count()));
  const auto now = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < workers.size(); ++i) {
    WorkerProcess& worker = *workers[i];
    if (worker.closed_) continue;
    if (descriptors[2 * i + 1].revents != 0) worker.receive_log();
    if (descriptors[2 * i].revents != 0) worker.receive();
    if (now - worker.last_heard_ > options.timeout) worker.kill(RunEnd::kTimedOut);
    if (now - worker.memory_checked_ < std::chrono::milliseconds(50)) continue;
    worker.memory_checked_ = now;
    if (worker.resident_bytes() > options.memory_limit_bytes) worker.kill(RunEnd::kOutOfMemory);
  }
}

}  // namespace muster
