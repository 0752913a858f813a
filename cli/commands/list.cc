#include <fmt/format.h>

#include <memory>

#include "commands/commands.h"
#include "muster/catalog.h"
#include "terminal.h"

namespace muster::cli {
namespace {

void print_checks() {
  for (const CheckInfo& check : list_checks()) print(fmt::format("{:<24} {}\n", check.id, check.title));
}

void print_metrics() {
  for (const MetricInfo& metric : list_metrics())
    print(fmt::format("{:<24} {:<10} {}\n", metric.id, metric.unit, metric.title));
}

void print_formats() {
  for (const std::string_view format : list_formats()) print(fmt::format("{}\n", format));
}

void print_degradations() {
  for (const DegradationInfo& one : list_degradations())
    print(fmt::format("{:<16} {}: {}\n", one.id, one.title, one.parameters));
}

}  // namespace

void add_list(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("list", "What there is: checks, metrics, report formats, degradations");
  command->require_subcommand(1);
  command->add_subcommand("checks", "What muster looks for")->callback(print_checks);
  command->add_subcommand("metrics", "Figures, which budgets can limit")->callback(print_metrics);
  command->add_subcommand("formats", "Report formats")->callback(print_formats);
  command->add_subcommand("degradations", "How check --stress spoils photos, by severity 1 to 5")
      ->callback(print_degradations);
  command->footer("Example:\n  muster list metrics");
}

}  // namespace muster::cli
