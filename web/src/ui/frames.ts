/// Acts once the next frame is drawn; soon where nobody sees the page, which has no frames then.
export function after_frame(act: () => void) {
  if (document.hidden) setTimeout(act);
  else requestAnimationFrame(() => setTimeout(act));
}
