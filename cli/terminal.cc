#include "terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "exit_code.h"
#include "muster/verbs.h"

namespace muster::cli {
namespace {

std::atomic<bool> interrupted{false};
int first_failure = 0;  // of stdout; written by one thread only

void keep_failure(bool failed) {
  if (failed && first_failure == 0) first_failure = errno;
}

extern "C" void on_interrupt(int) {
  interrupted.store(true, std::memory_order_relaxed);
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);
}

bool set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

/// Draws at most ten times a second; remembers when the phase began.
class ProgressBar {
 public:
  void draw(const Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (progress.phase != phase_) phase_ = progress.phase, started_ = now, first_ = progress.done, drawn_ = {};
    if (progress.total == 0 || (now - drawn_ < std::chrono::milliseconds(100) && progress.done < progress.total))
      return;
    drawn_ = now;
    const double elapsed = std::chrono::duration<double>(now - started_).count();
    const double rate = elapsed > 0 ? static_cast<double>(progress.done - first_) / elapsed : 0;
    constexpr int kWidth = 30;
    const int filled = static_cast<int>(progress.done * kWidth / progress.total);
    std::string line = fmt::format("\r{:<10}[{:#<{}}{:.<{}}] {}/{}", progress.phase, "", filled, "", kWidth - filled,
                                   progress.done, progress.total);
    if (rate > 0 && elapsed > 0.5 && (progress.phase == "photos" || progress.phase == "answers"))
      line +=
          fmt::format("  {:.0f}/s  {:.0f} s left", rate, static_cast<double>(progress.total - progress.done) / rate);
    if (progress.phase == "sustained" || progress.phase == "energy")
      line += fmt::format(" s  {} s left", progress.total - progress.done);
    std::fputs((line + "\x1b[K").c_str(), stderr);
    std::fflush(stderr);
  }

 private:
  std::string phase_;
  std::uint64_t first_ = 0;
  std::chrono::steady_clock::time_point started_, drawn_;
};

bool stderr_is_terminal() {
  return ::isatty(STDERR_FILENO) != 0 && !(set("TERM") && std::string(std::getenv("TERM")) == "dumb");
}

}  // namespace

RenderOptions render_options() {
  RenderOptions options;
  const bool dumb = set("TERM") && std::string(std::getenv("TERM")) == "dumb";
  options.colour = ::isatty(STDOUT_FILENO) != 0 && !set("NO_COLOR") && !dumb;
  return options;
}

void catch_interrupt() {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, on_interrupt);
}

Hooks make_hooks() {
  Hooks hooks;
  hooks.stop = &interrupted;
  if (stderr_is_terminal())
    hooks.progress = [bar = ProgressBar()](const Progress& progress) mutable { bar.draw(progress); };
  return hooks;
}

void clear_progress() {
  if (!stderr_is_terminal()) return;
  std::fputs("\r\x1b[K", stderr);
}

void print(std::string_view text) {
  keep_failure(std::fwrite(text.data(), 1, text.size(), stdout) != text.size());
}

int stdout_failure() {
  keep_failure(std::fflush(stdout) != 0);
  return first_failure == EPIPE ? 0 : first_failure;
}

int show_error(const Error& error) {
  std::fputs(("muster: error: " + error.message + "\n").c_str(), stderr);
  return exit_code(error);
}

void show_note(std::string_view text) {
  std::fputs(("muster: note: " + std::string(text) + "\n").c_str(), stderr);
}

Result<void> write_output(const std::string& file, const std::string& content) {
  if (file != "-") return save(file, content);
  print(content);
  return {};
}

}  // namespace muster::cli
