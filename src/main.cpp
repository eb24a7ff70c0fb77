#include "cli/program.h"

int main(int argc, char** argv) { return stagecraft::cli::run(argc, argv); }
