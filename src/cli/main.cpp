#include "cli/app.h"

int main(int argc, char** argv) { return abide::cli::Main(argc, argv); }
