# Three components. program: muster, its worker with LiteRT beside it, the demo. development: the library,
# its headers and CMake package. bundle: the shared libraries, for an archive that runs where they are not
# installed (./dev package); never part of a plain installation.
set(worker_folder ${CMAKE_INSTALL_LIBEXECDIR}/muster)
set(document_folder ${CMAKE_INSTALL_DATADIR}/doc/muster)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/muster)

install(TARGETS muster-program RUNTIME_DEPENDENCY_SET libraries COMPONENT program)
get_target_property(worker_type muster-worker TYPE)
if(worker_type STREQUAL EXECUTABLE)
  install(TARGETS muster-worker RUNTIME_DEPENDENCY_SET libraries DESTINATION ${worker_folder} COMPONENT program)
  cmake_path(GET MUSTER_LITERT PARENT_PATH litert_folder)
  install(FILES ${MUSTER_LITERT} DESTINATION ${worker_folder} COMPONENT program)
  install(FILES ${litert_folder}/LICENSE DESTINATION ${document_folder}/licences RENAME ai-edge-litert.txt COMPONENT program)
endif()
if(EXISTS ${PROJECT_SOURCE_DIR}/demo)
  install(DIRECTORY demo/ DESTINATION ${CMAKE_INSTALL_DATADIR}/muster/demo COMPONENT program PATTERN tools EXCLUDE)
endif()
install(FILES LICENSE DESTINATION ${document_folder} COMPONENT program)

install(TARGETS muster EXPORT muster COMPONENT development)
install(DIRECTORY include/muster DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT muster FILE musterTargets.cmake NAMESPACE muster:: DESTINATION ${package_folder} COMPONENT development)
include(CMakePackageConfigHelpers)
configure_package_config_file(cmake/musterConfig.cmake.in ${PROJECT_BINARY_DIR}/musterConfig.cmake
  INSTALL_DESTINATION ${package_folder} PATH_VARS worker_folder)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/musterConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/musterConfig.cmake ${PROJECT_BINARY_DIR}/musterConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)

# All but the C library, which belongs to the kernel and loader of the machine.
install(RUNTIME_DEPENDENCY_SET libraries
  PRE_EXCLUDE_REGEXES "^ld-linux" "^lib(c|m|mvec|dl|rt|pthread|resolv|util)\\.so"
  DESTINATION lib COMPONENT bundle EXCLUDE_FROM_ALL)
