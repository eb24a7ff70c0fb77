#pragma once

#include <string>
#include <vector>

#include "process/reading_error.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// What is gathered while a map and its bases are read.
struct Reading {
  std::vector<std::string> files;  ///< By Mark::file.
  std::vector<ReadingError> errors;

  base::Place place(Mark mark) const {
    return {mark.file < files.size() ? files[mark.file] : std::string(), mark.line, mark.column};
  }
  void report(std::string id, Mark at, base::Sentence message) {
    errors.push_back({std::move(id), place(at), std::move(message), {}});
  }
};

}  // namespace stagecraft::process
