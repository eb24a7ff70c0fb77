import type { ReactNode } from "react";

/// A wide or long table that scrolls by itself, also by keyboard.
export function Scroll({
  label,
  is_low = false,
  children,
}: {
  label: string;
  is_low?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={is_low ? "import-scroll low" : "import-scroll"}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1).
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {children}
    </div>
  );
}
