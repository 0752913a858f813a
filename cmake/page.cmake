# The scripts and styles of the report's page and pictures, as one C++ file. TypeScript and d3 make one bundle each, in
# ECMAScript 5, which the small engine that draws SVG files runs too.
find_program(ESBUILD esbuild REQUIRED)
find_program(TSC tsc REQUIRED)
set(MUSTER_NODE_MODULES /usr/share/nodejs CACHE PATH "Where d3's modules are")

# muster_bundle(NAME): web/NAME.ts becomes NAME.js in the build's web folder.
function(muster_bundle name)
  set(web ${PROJECT_SOURCE_DIR}/web)
  set(folder ${PROJECT_BINARY_DIR}/web)
  file(GLOB_RECURSE scripts CONFIGURE_DEPENDS ${web}/*.ts)
  add_custom_command(
    OUTPUT ${folder}/${name}.js
    COMMAND ${TSC} --project ${web}
    COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${MUSTER_NODE_MODULES}
            ${ESBUILD} ${web}/${name}.ts --bundle --format=iife --global-name=${ARGN} --target=es2017
            --log-level=warning --outfile=${folder}/${name}_bundle.js
    COMMAND ${TSC} --allowJs --target ES5 --downlevelIteration --lib ES2017,DOM --outFile ${folder}/${name}_es5.js
            ${folder}/${name}_bundle.js
    COMMAND ${ESBUILD} ${folder}/${name}_es5.js --minify --target=es5 --log-level=warning --outfile=${folder}/${name}.js
    DEPENDS ${scripts} ${web}/tsconfig.json VERBATIM)
endfunction()

# muster_embed_page(OUTPUT_VARIABLE)
function(muster_embed_page output)
  set(web ${PROJECT_SOURCE_DIR}/web)
  set(folder ${PROJECT_BINARY_DIR}/web)
  set(embed ${PROJECT_SOURCE_DIR}/tools/embed_page.py)
  muster_bundle(page musterPage)
  muster_bundle(plots musterPlots)
  add_custom_command(
    OUTPUT ${folder}/page_files.cc
    COMMAND Python3::Interpreter ${embed} ${folder}/page_files.cc --page ${folder}/page.js --plots ${folder}/plots.js
            --chart-style ${web}/charts.css --page-style ${web}/page.css
            --licence /usr/share/doc/node-d3-scale/copyright
    DEPENDS ${embed} ${folder}/page.js ${folder}/plots.js ${web}/charts.css ${web}/page.css VERBATIM)
  set(${output} ${folder}/page_files.cc PARENT_SCOPE)
endfunction()
