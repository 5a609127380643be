// What a fuzz target defines: one run on one input, in memory, that stops the process if something
// is wrong.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
