#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include "commands/commands.h"
#include "exit_code.h"
#include "muster/shell_words.h"
#include "terminal.h"
#include "validators.h"

namespace {

using namespace muster::cli;

int run(int argc, char** argv) {
  CLI::App app("Is this vision model fit to ship on a phone? Size, time, memory and accuracy, measured together.",
               "muster");
  app.set_version_flag("--version", "muster " MUSTER_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  Context context;
  context.command_line = "muster";
  for (int i = 1; i < argc; ++i) context.command_line += ' ' + muster::shell_quoted(argv[i]);
  for (auto* add : {add_check, add_compare, add_observe, add_judge, add_render, add_merge, add_import, add_history,
                    add_inspect, add_bench, add_predict, add_doctor, add_leaks, add_plan, add_demo, add_list})
    add(app, context);
  app.footer("Start with: muster demo");
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) refuse_empty_texts(*command);
  if (const auto known = check_command_words(app, argc, argv); !known) return show_error(known.error());
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUnusable;
  }
  return context.exit_code;
}

/// What was printed must have gone somewhere.
int flushed(int code) {
  const int failure = stdout_failure();
  if (failure == 0) return code;
  return show_error({muster::ErrorCode::kRuntime, std::string("cannot write to stdout: ") + std::strerror(failure)});
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return flushed(run(argc, argv));
  } catch (const std::exception& error) {
    std::fputs("muster: internal error, please report it: ", stderr);
    std::fputs(error.what(), stderr);
    std::fputc('\n', stderr);
  }
  return kInternal;
}
