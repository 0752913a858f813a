#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "muster/run.h"

namespace muster {

/// The classes that a name stands for, ascending: a class group's members, else every class so named. Names of classes
/// need not be unique (ImageNet has two cranes). Empty: there is none.
std::vector<std::uint32_t> classes_named(const Run& run, std::string_view name);

/// Whether the name is no group's and more than one class has it.
bool is_ambiguous(const Run& run, std::string_view name);

}  // namespace muster
