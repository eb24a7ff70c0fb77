#include "drawing/raster.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "base/error.h"

namespace stagecraft::drawing {
namespace {

constexpr double points_per_px = 0.75;  // 72 points and 96 px an inch.
constexpr double points_per_mm = 72 / 25.4;
constexpr double margin = 10 * points_per_mm;
constexpr double largest_raster_side = 32'767;

struct Release {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Handle = std::unique_ptr<RsvgHandle, Release>;
using Surface = std::unique_ptr<cairo_surface_t, Release>;
using Drawing = std::unique_ptr<cairo_t, Release>;

[[noreturn]] void fail(GError* error) {
  const std::string why = error ? error->message : "the drawing library gave no reason";
  g_clear_error(&error);
  throw base::Error(base::ErrorKind::invalid, "The picture could not be drawn: " + why + ".");
}

struct Picture {
  Handle handle;
  double width = 0, height = 0;
};

Picture read_picture(std::string_view svg) {
  GError* error = nullptr;
  Handle handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  if (!handle) fail(error);
  Picture picture{.handle = std::move(handle)};
  if (!rsvg_handle_get_intrinsic_size_in_pixels(picture.handle.get(), &picture.width,
                                                &picture.height))
    fail(nullptr);
  return picture;
}

void paint(const Picture& picture, cairo_t* context) {
  const RsvgRectangle whole{0, 0, picture.width, picture.height};
  GError* error = nullptr;
  if (!rsvg_handle_render_document(picture.handle.get(), context, &whole, &error)) fail(error);
}

cairo_status_t append(void* text, const unsigned char* bytes, unsigned count) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

struct Sheet {
  double width = 0, height = 0;                     // Points.
  double left = 0, top = 0, scale = points_per_px;  // Of the picture on it.
};

Sheet sheet_for(const Picture& picture, Paper paper) {
  if (paper == Paper::fit) return {picture.width * points_per_px, picture.height * points_per_px};
  const bool is_a4 = paper == Paper::a4;
  Sheet sheet{(is_a4 ? 297 : 420) * points_per_mm, (is_a4 ? 210 : 297) * points_per_mm};
  sheet.scale = std::min({points_per_px, (sheet.width - 2 * margin) / picture.width,
                          (sheet.height - 2 * margin) / picture.height});
  sheet.left = (sheet.width - picture.width * sheet.scale) / 2;
  sheet.top = margin;
  return sheet;
}

// Cairo writes the time of making into a PDF unless told one: the same picture has to give the same
// bytes.
void fix_date(cairo_surface_t* surface) {
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
}

}  // namespace

std::optional<Paper> find_paper(std::string_view word) {
  if (word == "fit") return Paper::fit;
  if (word == "a4") return Paper::a4;
  if (word == "a3") return Paper::a3;
  return std::nullopt;
}

std::string to_png(std::string_view svg, double scale) {
  const Picture picture = read_picture(svg);
  const double width = std::ceil(picture.width * scale);
  const double height = std::ceil(picture.height * scale);
  if (std::max(width, height) > largest_raster_side)
    throw base::Error(base::ErrorKind::too_large,
                      "A PNG can be at most 32,767 px wide and high. Give a smaller --scale, or "
                      "write an .svg or .pdf.");
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width),
                                                   static_cast<int>(height)));
  const Drawing context(cairo_create(surface.get()));
  // Whole pixels: without this the last row and column stay half empty.
  cairo_scale(context.get(), width / picture.width, height / picture.height);
  paint(picture, context.get());
  std::string png;
  if (cairo_surface_write_to_png_stream(surface.get(), append, &png) != CAIRO_STATUS_SUCCESS)
    fail(nullptr);
  return png;
}

std::string to_pdf(std::string_view svg, Paper paper) {
  const Picture picture = read_picture(svg);
  const Sheet sheet = sheet_for(picture, paper);
  std::string pdf;
  const Surface surface(
      cairo_pdf_surface_create_for_stream(append, &pdf, sheet.width, sheet.height));
  fix_date(surface.get());
  const Drawing context(cairo_create(surface.get()));
  cairo_translate(context.get(), sheet.left, sheet.top);
  cairo_scale(context.get(), sheet.scale, sheet.scale);
  paint(picture, context.get());
  cairo_show_page(context.get());
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) fail(nullptr);
  return pdf;
}

}  // namespace stagecraft::drawing
