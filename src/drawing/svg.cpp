#include "drawing/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"

namespace stagecraft::drawing {
namespace {

constexpr double arrow_length = 6;
constexpr double arrow_half = 3;
constexpr double corner = 4;  // Of a line that turns.

std::string xy(Point p) { return svg_number(p.x) + " " + svg_number(p.y); }

double distance(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

// The point `length` px from `from` towards `to`.
Point towards(Point from, Point to, double length) {
  const double whole = distance(from, to);
  if (whole == 0) return from;
  return {from.x + (to.x - from.x) * length / whole, from.y + (to.y - from.y) * length / whole};
}

std::string path_of(const std::vector<Point>& points, bool is_round) {
  std::string path = "M" + xy(points.front());
  for (std::size_t i = 1; i < points.size(); ++i) {
    const bool turns = is_round && i + 1 < points.size();
    if (!turns) {
      path += "L" + xy(points[i]);
      continue;
    }
    const double radius = std::min(
        {corner, distance(points[i - 1], points[i]) / 2, distance(points[i], points[i + 1]) / 2});
    path += "L" + xy(towards(points[i], points[i - 1], radius)) + "Q" + xy(points[i]) + " " +
            xy(towards(points[i], points[i + 1], radius));
  }
  return path;
}

std::string_view dash_array(Dash dash) {
  if (dash == Dash::fine) return " stroke-dasharray=\"3 3\"";
  return dash == Dash::wide ? " stroke-dasharray=\"5 3\"" : "";
}

class Writer {
 public:
  Writer(const Scene& scene, const SvgOptions& options) : scene_(scene), options_(options) {}

  std::string write() {
    open_root();
    define_hatch(Hatch::limit);
    define_hatch(Hatch::quiet);
    if (options_.palette.is_standalone())
      out_ +=
          fmt::format("<rect width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", svg_number(scene_.width),
                      svg_number(scene_.height), colour(Token::paper));
    for (const Group& group : scene_.groups) write_group(group);
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  std::string colour(Token token) const { return options_.palette.colour(token); }
  std::string id(std::string_view name) const {
    return escape_xml(options_.id_prefix + std::string(name));
  }

  void open_root() {
    const auto width = svg_number(scene_.width);
    const auto height = svg_number(scene_.height);
    out_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
        "{1}\" "
        "role=\"img\" aria-labelledby=\"{2} {3}\" font-family=\"{4}\" font-size=\"13\">\n"
        "<title id=\"{2}\">{5}</title>\n<desc id=\"{3}\">{6}</desc>\n",
        width, height, id("title"), id("desc"), options_.palette.font(Face::sans),
        escape_xml(scene_.title), escape_xml(scene_.description));
  }

  bool uses(Hatch hatch) const {
    for (const Group& group : scene_.groups)
      for (const Item& item : group.items) {
        const auto* box = std::get_if<Box>(&item);
        const auto* area = std::get_if<Area>(&item);
        if ((box && box->hatch == hatch) || (area && area->hatch == hatch)) return true;
      }
    return false;
  }

  std::string hatch_id(Hatch hatch) const {
    return id(hatch == Hatch::limit ? "hatch" : "hatch-quiet");
  }

  void define_hatch(Hatch hatch) {
    if (!uses(hatch)) return;
    const bool is_loud = hatch == Hatch::limit;
    out_ += fmt::format(
        "<defs><pattern id=\"{}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"{}\"/>"
        "<rect width=\"{}\" height=\"5\" fill=\"{}\"/></pattern></defs>\n",
        hatch_id(hatch), colour(Token::paper), is_loud ? 3 : 2,
        colour(is_loud ? Token::limit_fill : Token::line));
  }

  void write_group(const Group& group) {
    if (!group.href.empty()) out_ += fmt::format("<a href=\"{}\">", escape_xml(group.href));
    out_ += group.id.empty() ? "<g>" : fmt::format("<g id=\"{}\">", id(group.id));
    if (!group.title.empty()) out_ += fmt::format("<title>{}</title>", escape_xml(group.title));
    out_ += '\n';
    for (const Item& item : group.items)
      std::visit([this](const auto& shape) { write_item(shape); }, item);
    out_ += group.href.empty() ? "</g>\n" : "</g></a>\n";
  }

  std::string fill_of(std::optional<Token> fill, Hatch hatch) const {
    if (hatch != Hatch::none) return fmt::format("url(#{})", hatch_id(hatch));
    return fill ? colour(*fill) : "none";
  }

  static std::string opacity_of(double opacity) {
    return opacity == 1 ? "" : fmt::format(" opacity=\"{}\"", svg_number(opacity));
  }

  void write_item(const Box& box) {
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                        svg_number(box.rect.x), svg_number(box.rect.y), svg_number(box.rect.width),
                        svg_number(box.rect.height));
    if (box.radius > 0) out_ += fmt::format(" rx=\"{}\"", svg_number(box.radius));
    out_ += fmt::format(" fill=\"{}\"", fill_of(box.fill, box.hatch));
    if (box.stroke)
      out_ += fmt::format(" stroke=\"{}\" stroke-width=\"{}\"{}", colour(*box.stroke),
                          svg_number(box.stroke_width), dash_array(box.dash));
    out_ += opacity_of(box.opacity) + "/>\n";
  }

  void write_item(const Line& line) {
    auto points = line.points;
    const Point tip = points.back();
    if (line.has_arrow) points.back() = towards(tip, points[points.size() - 2], arrow_length - 1);
    out_ += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}{}/>\n",
                        path_of(points, true), colour(line.stroke), svg_number(line.width),
                        dash_array(line.dash), opacity_of(line.opacity));
    if (line.has_arrow) write_arrow(tip, line.points[line.points.size() - 2], line.stroke);
  }

  void write_arrow(Point tip, Point from, Token fill) {
    const double angle = std::atan2(tip.y - from.y, tip.x - from.x);
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const Point base{tip.x - arrow_length * c, tip.y - arrow_length * s};
    const Point left{base.x - arrow_half * s, base.y + arrow_half * c};
    const Point right{base.x + arrow_half * s, base.y - arrow_half * c};
    out_ += fmt::format("<path d=\"M{}L{}L{}Z\" fill=\"{}\"/>\n", xy(tip), xy(left), xy(right),
                        colour(fill));
  }

  void write_item(const Area& area) {
    out_ += fmt::format("<path d=\"{}Z\" fill=\"{}\"", path_of(area.points, false),
                        fill_of(area.fill, area.hatch));
    if (area.stroke) out_ += fmt::format(" stroke=\"{}\"", colour(*area.stroke));
    out_ += "/>\n";
  }

  void write_item(const Dot& dot) {
    out_ +=
        fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"", svg_number(dot.at.x),
                    svg_number(dot.at.y), svg_number(dot.radius), fill_of(dot.fill, Hatch::none));
    if (dot.stroke) out_ += fmt::format(" stroke=\"{}\" stroke-width=\"1.5\"", colour(*dot.stroke));
    out_ += "/>\n";
  }

  void write_item(const Words& words) {
    // Right-to-left text begins at the right end of its room.
    const bool flips = words.is_right_to_left && words.anchor != Anchor::middle;
    const bool is_at_end = words.anchor == Anchor::end;
    const double x = flips && !is_at_end ? words.at.x + words.room : words.at.x;
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"", svg_number(x),
                        svg_number(words.at.y), svg_number(words.size), colour(words.colour));
    if (words.face == Face::serif)
      out_ += fmt::format(" font-family=\"{}\"", options_.palette.font(Face::serif));
    if (words.face == Face::sans_bold) out_ += " font-weight=\"600\"";
    if (words.is_right_to_left) out_ += " direction=\"rtl\"";
    if (words.anchor == Anchor::middle) out_ += " text-anchor=\"middle\"";
    if (is_at_end && !flips) out_ += " text-anchor=\"end\"";
    out_ += ">" + escape_xml(words.text);
    if (!words.full.empty()) out_ += "<title>" + escape_xml(words.full) + "</title>";
    out_ += "</text>\n";
  }

  void write_item(const Mark& mark) {
    out_ += fmt::format(
        "<path transform=\"translate({}) scale({})\" d=\"{}\" fill=\"none\" stroke=\"{}\" "
        "stroke-width=\"1.5\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n",
        xy(mark.at), svg_number(mark.size / 16), outline(mark.icon), colour(mark.colour));
  }

  const Scene& scene_;
  const SvgOptions& options_;
  std::string out_;
};

}  // namespace

std::string svg_number(double value) {
  const double rounded = std::round(value * 100) / 100;
  auto text = fmt::format("{:.2f}", rounded == 0 ? 0.0 : rounded);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string escape_xml(std::string_view utf8) {
  std::string escaped;
  for (const char32_t code : base::code_points(utf8)) {
    if (code == '&') {
      escaped += "&amp;";
    } else if (code == '<') {
      escaped += "&lt;";
    } else if (code == '>') {
      escaped += "&gt;";
    } else if (code == '"') {
      escaped += "&quot;";
    } else if (code == '\'') {
      escaped += "&#39;";
    } else {
      const bool is_barred = base::is_deceptive(code) || code == 0xFFFE || code == 0xFFFF;
      base::append_utf8(escaped, is_barred ? U'\uFFFD' : code);
    }
  }
  return escaped;
}

std::string to_svg(const Scene& scene, const SvgOptions& options) {
  return Writer(scene, options).write();
}

}  // namespace stagecraft::drawing
