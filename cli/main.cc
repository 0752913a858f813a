#include <fmt/format.h>

#include <string_view>

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--version") fmt::print("muster {}\n", MUSTER_VERSION);
  return 0;
}
