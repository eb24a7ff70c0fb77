#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/sentence.h"

namespace stagecraft::base {

/// Why a request or command cannot go on; the two entries (command line, HTTP) turn it into an exit
/// status or a reply.
enum class ErrorKind {
  invalid,    ///< The input is wrong: the sentence says what, where and how to mend it.
  not_found,  ///< A thing that was named does not exist, or not for whom asks.
  conflict,   ///< The thing has changed or is in a state that does not allow it.
  forbidden,  ///< The person may not do this; the sentence says who may.
  too_large,  ///< A stated limit was passed; the sentence names it.
  io,         ///< Reading or writing failed outside of our control.
};

/// One of several things that are wrong or missing.
struct Fault {
  std::string at;    ///< Where: a JSON pointer (`/items/0/amount`) or an address (`exit:signed`).
  Sentence message;  ///< What is wrong or missing there.
  Sentence mend;     ///< What would do; empty where the message says so.

  bool operator==(const Fault&) const = default;
};

/// The one exception that the domain throws. `what()` is a sentence for the person at the keyboard;
/// `faults` are the same, one by one, where there are several.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, Sentence sentence, std::vector<Fault> faults = {})
      : std::runtime_error(sentence.text()),
        kind_(kind),
        sentence_(std::move(sentence)),
        faults_(std::move(faults)) {}
  ErrorKind kind() const { return kind_; }
  /// What `what()` says in English.
  const Sentence& sentence() const { return sentence_; }
  const std::vector<Fault>& faults() const { return faults_; }

 private:
  ErrorKind kind_;
  Sentence sentence_;
  std::vector<Fault> faults_;
};

}  // namespace stagecraft::base
