#pragma once

#include <string>
#include <string_view>

/// What names, web addresses and telephone numbers come down to when one asks whether two are the
/// same. Texts are valid UTF-8.
namespace stagecraft::selling {

/// Case, accents, punctuation and legal forms at the end taken away, words apart by one space:
/// 'Müller & Söhne GmbH & Co. KG' is 'muller sohne'. A name of nothing but legal forms keeps them.
std::string name_key(std::string_view name);

/// The words of name_key in order of the alphabet, so that 'Tools Acme' finds 'Acme Tools'.
std::string sorted_name_key(std::string_view name);

/// The host of a web address without `www.`, or what follows the @ of an e-mail address, in lower
/// case; empty: there is none, or it is one where everybody can have a mailbox.
std::string domain_key(std::string_view web_or_email);

/// An e-mail address in lower case, without spaces around it; empty without an @.
std::string email_key(std::string_view email);

/// The last nine digits, which leaves out the country's code and the zero in its place; all digits
/// when there are 7 or 8 after leading zeros, and empty for fewer.
std::string phone_key(std::string_view phone);

}  // namespace stagecraft::selling
