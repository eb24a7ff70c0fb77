#pragma once

#include <string>
#include <string_view>

/// What files are said to be, and whether their first bytes agree.
namespace stagecraft::http {

/// `application/pdf` of a Content-Type, in small letters and without parameters; empty when it is
/// not written as RFC 9110 has it.
std::string media_type_of(std::string_view content_type);

/// Whether a list as `application/pdf, image/*` names the type; a `*` at the end of an entry stands
/// for any ending.
bool is_listed(std::string_view media_type, std::string_view list);

/// Whether a file that begins so may be of the type. Known are the usual pictures and documents;
/// texts have no zero byte; of other types nothing is known and anything agrees. It keeps one kind
/// of file from passing as another, and is no search for harmful content.
bool agrees(std::string_view media_type, std::string_view first_bytes);
/// So many first bytes are enough to tell.
inline constexpr std::size_t telling_bytes = 4'096;

/// Content-Disposition by which a browser keeps a file instead of showing it (RFC 6266): the name
/// in ASCII for old clients, and as UTF-8.
std::string kept_as(std::string_view name);

}  // namespace stagecraft::http
