#pragma once

#include <CLI/CLI.hpp>
#include <string>

// One function a command: adds it to the app and, when it is the one given, runs it and sets the exit code.
namespace muster::cli {

/// What commands share with main.
struct Context {
  std::string command_line;
  int exit_code = 0;
};

void add_check(CLI::App& app, Context& context);
void add_compare(CLI::App& app, Context& context);
void add_observe(CLI::App& app, Context& context);
void add_judge(CLI::App& app, Context& context);
void add_render(CLI::App& app, Context& context);
void add_merge(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);
void add_history(CLI::App& app, Context& context);
void add_inspect(CLI::App& app, Context& context);
void add_bench(CLI::App& app, Context& context);
void add_predict(CLI::App& app, Context& context);
void add_doctor(CLI::App& app, Context& context);
void add_leaks(CLI::App& app, Context& context);
void add_plan(CLI::App& app, Context& context);
void add_demo(CLI::App& app, Context& context);
void add_list(CLI::App& app, Context& context);

}  // namespace muster::cli
