import { type ReactNode, useEffect, useRef } from "react";

/// Over the page, for what has no page of its own: search and help. The browser keeps focus inside and gives it back.
export function Dialog({
  label,
  class_name = "",
  on_close,
  children,
}: {
  label: string;
  class_name?: string;
  on_close: () => void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the browser's own for a dialog.
    <dialog
      ref={ref}
      className={`dialog ${class_name}`}
      aria-label={label}
      onClose={on_close}
      onClick={(event) => {
        if (event.target === ref.current) on_close();
      }}
    >
      {children}
    </dialog>
  );
}
