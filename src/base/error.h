#pragma once

#include <stdexcept>
#include <string>

namespace stagecraft::base {

/// Why a request or command cannot go on; the two entries (command line, HTTP) turn it into an exit
/// status or a reply.
enum class ErrorKind {
  invalid,    ///< The input is wrong: the sentence says what, where and how to mend it.
  not_found,  ///< A thing that was named does not exist.
  conflict,   ///< The thing has changed or is in a state that does not allow it.
  too_large,  ///< A stated limit was passed; the sentence names it.
  io,         ///< Reading or writing failed outside of our control.
};

/// The one exception that the domain throws. `what()` is a sentence for the person at the keyboard.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& sentence) : std::runtime_error(sentence), kind_(kind) {}
  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace stagecraft::base
