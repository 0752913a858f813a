# Flags of our own targets: muster_flags is linked privately by each of them.
add_library(muster_flags INTERFACE)
target_compile_options(muster_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wunused -Wunused-const-variable
  -Wno-array-bounds -Wno-stringop-overread  # GCC 12 sees overruns in moved strings where there are none
  -ffp-contract=off  # fused multiply-adds would change last bits from one processor to another
  $<$<BOOL:${MUSTER_WERROR}>:-Werror>)
if(MUSTER_SANITIZE)
  add_compile_options(-fsanitize=${MUSTER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${MUSTER_SANITIZE})
  add_compile_definitions(MUSTER_SANITIZED=1)
endif()
# A program loads only the libraries that it calls (start-up time). RPATH rather than RUNPATH: it also holds for
# what a bundled library needs in turn.
add_link_options(-Wl,--as-needed -Wl,--disable-new-dtags)

# The libraries' large headers, read once a target: most of a build's time.
option(MUSTER_PRECOMPILE "Precompile the headers of libraries" ON)
function(muster_precompile target)
  if(MUSTER_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE <fmt/format.h> <algorithm> <filesystem> <functional> <optional> <string>
                              <vector> ${ARGN})
  endif()
endfunction()
