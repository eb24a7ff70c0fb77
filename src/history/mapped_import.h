#pragma once

#include <memory>
#include <string>
#include <vector>

#include "history/byte_source.h"
#include "history/import_session.h"
#include "history/mapping.h"

namespace stagecraft::history {

/// Declares the attributes that the mapping names. To be called for all mappings of an import
/// before the first file is read.
void declare_attributes(const Mapping& mapping, ImportSession& session);

/// Reads one CSV by a mapping; events and attributes go to the session, rows that can't be used
/// into its findings. Throws Error: as CsvReader; `invalid` when the mapping does not fit the file
/// or a date format can't be told. Memory: bounded but for lookups and changes of attributes.
/// `source` is at the start of the file; it is opened again by name where dates have to be
/// inferred.
void import_mapped(std::unique_ptr<ByteSource> source, const std::string& file,
                   const Mapping& mapping, ImportSession& session);

}  // namespace stagecraft::history
