#include "sample/customers.h"

#include <fmt/format.h>

#include "sample/random.h"

namespace stagecraft::sample {
namespace {

constexpr std::uint64_t customer_stream = 5ULL << 60;

/// What companies and people of a country are called. Roots are made up: no company is meant.
struct Country {
  std::string_view currency;
  double rate;
  std::array<std::string_view, 8> roots;
  std::array<std::string_view, 6> trades;
  std::array<std::string_view, 5> cities;
  std::array<std::string_view, 10> first_names;
  std::array<std::string_view, 10> last_names;
};

constexpr std::array countries{
    Country{"EUR",
            1,
            {"Brennhold", "Walzinger", "Tiefental", "Ostermühl", "Krayhausen", "Lindquell",
             "Falkenrode", "Zirbau"},
            {"Maschinenbau", "Getriebe", "Metallwerk", "Verpackung", "Antriebe", "Kunststoff"},
            {"Ulm", "Kassel", "Chemnitz", "Bochum", "Passau"},
            {"Jürgen", "Anneke", "Cem", "Britta", "Lutz", "Sabine", "Deniz", "Gudrun", "Malte",
             "Heike"},
            {"Ostrow", "Kellner", "Yıldız", "Brandau", "Fehrmann", "Lorenzen", "Hübsch", "Jarosch",
             "Wenzel", "Thieme"}},
    Country{"EUR",
            1,
            {"Valdoré", "Mécabel", "Sorvigne", "Tramont", "Auberlac", "Clairvoie", "Pontarès",
             "Luzanne"},
            {"Mécanique", "Emballages", "Usinage", "Plasturgie", "Fonderie", "Textiles"},
            {"Lyon", "Nantes", "Metz", "Rennes", "Dijon"},
            {"Margaux", "Olivier", "Awa", "Benoît", "Camille", "Karim", "Solène", "Étienne",
             "Fatou", "Luc"},
            {"Delaunay", "Morvan", "Diallo", "Perrin", "Castellan", "Haddadi", "Lemaire", "Roussel",
             "Ndiaye", "Vasseur"}},
    Country{"GBP",
            0.85,
            {"Harrowmere", "Pellwick", "Thornbeck", "Castlegarth", "Wyrehollow", "Ashenford",
             "Kelbrook", "Dunmarsh"},
            {"Engineering", "Foods", "Castings", "Packaging", "Instruments", "Joinery"},
            {"Leeds", "Derby", "Hull", "Bristol", "Swansea"},
            {"Priya", "Gareth", "Imogen", "Kwame", "Fiona", "Rajesh", "Bronwen", "Callum", "Zainab",
             "Hugh"},
            {"Ramaswamy", "Tregear", "Osei", "Whitcombe", "Mistry", "Pryce", "Ferris", "Adeyemi",
             "Lockhart", "Bains"}},
    Country{
        "SEK",
        11,
        {"Norrvik", "Fjällsund", "Kvarnholm", "Lövåsen", "Skogmark", "Havsbo", "Tallnäs", "Grönby"},
        {"Mekan", "Trä", "Stål", "Pappersbruk", "Pumpar", "Livs"},
        {"Västerås", "Gävle", "Borås", "Umeå", "Kalmar"},
        {"Astrid", "Göran", "Leyla", "Mats", "Ingrid", "Henrik", "Sara", "Ove", "Maja", "Yonas"},
        {"Lindqvist", "Åkerman", "Berglund", "Tesfaye", "Sandin", "Hedlund", "Nyström", "Karimi",
         "Ekdahl", "Forsman"}},
    Country{"PLN",
            4.3,
            {"Wierzbud", "Jodłex", "Kowalton", "Sosnomet", "Brzozpak", "Dębomix", "Rzecznik",
             "Lipostal"},
            {"Odlewnia", "Opakowania", "Meble", "Maszyny", "Narzędzia", "Spożywcze"},
            {"Łódź", "Poznań", "Gliwice", "Rzeszów", "Toruń"},
            {"Agnieszka", "Marek", "Zofia", "Piotr", "Kinga", "Tomasz", "Oksana", "Jacek", "Bożena",
             "Wojtek"},
            {"Zawadzka", "Pietrzak", "Kruk", "Sobczyk", "Malec", "Woźny", "Kovalenko", "Rybak",
             "Duda", "Jasik"}},
    Country{
        "CHF",
        0.95,
        {"Alpfirn", "Bergzahn", "Säntisberg", "Rhonella", "Grimselo", "Uetlingen", "Tessinora",
         "Matterhof"},
        {"Präzision", "Uhrenteile", "Apparate", "Werkzeuge", "Pumpen", "Dosiertechnik"},
        {"Winterthur", "Biel", "Chur", "Aarau", "Thun"},
        {"Reto", "Ladina", "Urs", "Chiara", "Beat", "Nevena", "Flurin", "Ruth", "Dario", "Selma"},
        {"Zgraggen", "Caduff", "Bieri", "Petrovic", "Lombardi", "Hunziker", "Amstutz", "Gasser",
         "Krebs", "Fontana"}},
    Country{"EUR",
            1,
            {"Torvano", "Brescalli", "Monteferro", "Vallesana", "Lucenti", "Pradella", "Orsanta",
             "Calvisio"},
            {"Meccanica", "Ceramiche", "Imballaggi", "Stampi", "Valvole", "Alimentari"},
            {"Modena", "Bergamo", "Padova", "Ancona", "Bari"},
            {"Chiara", "Lorenzo", "Ottavia", "Samuele", "Giulia", "Amina", "Renzo", "Paola",
             "Ettore", "Nadia"},
            {"Ferrantini", "Bellucco", "Sartorelli", "Okoye", "Marchisi", "Galvani", "Trevisol",
             "Conti", "Bassani", "Riva"}},
    Country{"EUR",
            1,
            {"Aceralba", "Montesur", "Ibervent", "Castrillo", "Rioluna", "Sierralta", "Olivar",
             "Puertasol"},
            {"Mecanizados", "Envases", "Forja", "Conservas", "Moldes", "Papelera"},
            {"Zaragoza", "Vigo", "Burgos", "Murcia", "Gijón"},
            {"Itziar", "Álvaro", "Montse", "Rubén", "Noelia", "Iker", "Pilar", "Youssef", "Begoña",
             "Jordi"},
            {"Etxeberri", "Salcedo", "Puigdemunt", "Iglesias", "Benali", "Cifuentes", "Arana",
             "Rovira", "Quiroga", "Lozano"}},
    Country{"USD",
            1.1,
            {"Coppervane", "Stemwell", "Larkspindle", "Ironbrook", "Prairiemark", "Sandhollow",
             "Wolfpinion", "Redclave"},
            {"Tooling", "Fabrication", "Foods", "Hydraulics", "Molding", "Furniture"},
            {"Dayton", "Peoria", "Tulsa", "Akron", "Boise"},
            {"Marisol", "Darnell", "Hannah", "Tuan", "Kaylee", "Rashid", "Denise", "Hector", "Mei",
             "Wade"},
            {"Castellano", "Washburn", "Nguyen", "Okonkwo", "Hartwell", "Delgado", "Lindgren",
             "Park", "Abernathy", "Ruiz"}},
    Country{
        "EUR",
        1,
        {"Veldkracht", "Waterhoek", "Zuidmeer", "Duinrand", "Polderma", "Kruisdijk", "Eikenvoort",
         "Noordwal"},
        {"Machinebouw", "Zuivel", "Verpakking", "Lastechniek", "Kassenbouw", "Plaatwerk"},
        {"Tilburg", "Zwolle", "Venlo", "Breda", "Almelo"},
        {"Femke", "Joost", "Soraya", "Bram", "Anouk", "Rutger", "Naïma", "Sjoerd", "Lotte", "Wim"},
        {"van Elsloo", "Hoekstra", "El Idrissi", "Brouwer", "de Ridder", "Kuipers", "Slagter",
         "Timmer", "Postma", "Verhagen"}},
};

constexpr std::array<std::string_view, people_a_customer> positions{
    "Head of production", "Head of finance", "Production planner", "Head of IT"};

/// Letters with marks that stand in the tables above, and how addresses write them.
constexpr std::pair<std::string_view, std::string_view> plain_letters[] = {
    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}, {"é", "e"},
    {"è", "e"},  {"É", "e"},  {"î", "i"},  {"ï", "i"},  {"ó", "o"},  {"á", "a"},  {"Á", "a"},
    {"å", "a"},  {"Å", "a"},  {"ñ", "n"},  {"ł", "l"},  {"Ł", "l"},  {"ż", "z"},  {"ź", "z"},
    {"ę", "e"},  {"ń", "n"},  {"ı", "i"},  {"ú", "u"},  {"í", "i"}};

/// Small letters, digits and hyphens, as in an address.
std::string address_part(std::string_view text, char between) {
  std::string out;
  while (!text.empty()) {
    const char c = text.front();
    std::size_t used = 1;
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out += c;
    else if (c == ' ')
      out += between;
    else
      for (const auto& [letter, plain] : plain_letters)
        if (text.starts_with(letter)) {
          out += plain;
          used = letter.size();
          break;
        }
    text.remove_prefix(used);
  }
  return out;
}

/// Different for different numbers: root and trade, then with a city, then with a number as well.
std::string name_of(const Country& country, std::uint64_t number) {
  const auto root = country.roots[number % country.roots.size()];
  number /= country.roots.size();
  const auto trade = country.trades[number % country.trades.size()];
  number /= country.trades.size();
  auto name = fmt::format("{} {}", root, trade);
  if (number == 0) return name;
  name += fmt::format(" {}", country.cities[(number - 1) % country.cities.size()]);
  const auto round = (number - 1) / country.cities.size();
  return round == 0 ? name : fmt::format("{} {}", name, round + 1);
}

CustomerPerson make_person(const Country& country, const Customer& customer, Stream& random) {
  const auto first = country.first_names[random.below(country.first_names.size())];
  const auto last = country.last_names[random.below(country.last_names.size())];
  return {.name = fmt::format("{} {}", first, last),
          .email = fmt::format("{}.{}@{}", address_part(first, '-'), address_part(last, '-'),
                               customer.domain),
          .position = {}};
}

bool has_name(const Customer& customer, std::string_view name) {
  for (const auto& person : customer.people)
    if (person.name == name) return true;
  return false;
}

}  // namespace

Customer make_customer(std::uint64_t seed, std::uint64_t index) {
  Stream random(seed, customer_stream + index);
  const auto& country = countries[index % countries.size()];
  Customer customer{.name = name_of(country, index / countries.size()),
                    .currency = country.currency,
                    .rate = country.rate};
  customer.domain = address_part(customer.name, '-') + ".example";
  customer.city = country.cities[random.below(country.cities.size())];
  for (std::size_t i = 0; i < people_a_customer; ++i) {
    auto person = make_person(country, customer, random);
    while (has_name(customer, person.name)) person = make_person(country, customer, random);
    person.position = positions[i];
    customer.people[i] = std::move(person);
  }
  return customer;
}

}  // namespace stagecraft::sample
