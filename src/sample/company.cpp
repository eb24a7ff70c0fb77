#include "sample/company.h"

#include <array>

namespace stagecraft::sample {
namespace {

constexpr std::array members{
    Member{"Mirela Stan", "mirela.stan@harbour.example", "administrator", ""},
    Member{"Ines Okafor", "ines.okafor@harbour.example", "manager", "North"},
    Member{"Ada Novak", "ada.novak@harbour.example", "rep", "North"},
    Member{"Bilal Haddad", "bilal.haddad@harbour.example", "rep", "South"},
    Member{"Carla Mora", "carla.mora@harbour.example", "rep", "Key accounts"},
    Member{"Dag Holm", "dag.holm@harbour.example", "rep", "North"},
    Member{"Elif Kaya", "elif.kaya@harbour.example", "rep", "South"},
    Member{"Femi Ojo", "femi.ojo@harbour.example", "rep", "Key accounts"},
    Member{"Paul Mbeki", "paul.mbeki@harbour.example", "rep", "Key accounts"},
    Member{"Tomas Lind", "tomas.lind@harbour.example", "editor", ""},
    Member{"Aylin Demir", "aylin.demir@harbour.example", "viewer", ""},
};

}  // namespace

std::span<const Member> company() { return members; }
const Member& manager() { return members[1]; }
const Member& success_manager() { return members[8]; }

}  // namespace stagecraft::sample
