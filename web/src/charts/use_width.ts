import { useEffect, useRef, useState } from "react";

/// The width of an element in pixels, so that text in a chart keeps its size however wide the chart is.
export function useWidth<T extends HTMLElement>(first = 300) {
  const ref = useRef<T>(null);
  const [width, set_width] = useState(first);
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const measure = () => set_width((before) => Math.round(element.clientWidth) || before);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
}
