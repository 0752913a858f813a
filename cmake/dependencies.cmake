# Everything is a package of the distribution, but for LiteRT, which ./dev unpacks from a pinned wheel.
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(JPEG REQUIRED)
find_package(Boost REQUIRED)  # headers of Boost.Math
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(PkgConfig REQUIRED)
# The same modules are looked for by whoever links the installed library (cmake/musterConfig.cmake.in).
set(muster_pkg_config_modules "
pkg_check_modules(spng REQUIRED IMPORTED_TARGET spng)
pkg_check_modules(webp REQUIRED IMPORTED_TARGET libwebp)
pkg_check_modules(heif REQUIRED IMPORTED_TARGET libheif)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(duktape REQUIRED IMPORTED_TARGET duktape)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)")
cmake_language(EVAL CODE "${muster_pkg_config_modules}")
find_path(FLATBUFFERS_INCLUDE_DIR flatbuffers/flatbuffers.h REQUIRED)
find_program(FLATC flatc REQUIRED)
