import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";

interface Props extends Omit<AriaButtonProps, "className" | "children" | "style"> {
  kind?: "main" | "plain" | "text" | "danger";
  small?: boolean;
  children: ReactNode;
}

/// A button says what it does by a verb.
export function Button({ kind = "plain", small = false, children, ...rest }: Props) {
  const words = ["btn", kind === "plain" ? "" : kind, small ? "s" : ""].filter(Boolean).join(" ");
  return (
    <AriaButton {...rest} className={words}>
      {children}
    </AriaButton>
  );
}

interface IconProps extends Omit<AriaButtonProps, "className" | "children" | "style"> {
  label: string;
  children: ReactNode;
}

/// An icon alone, for what everybody knows by it: close, undo, theme.
export function IconButton({ label, children, ...rest }: IconProps) {
  return (
    <AriaButton {...rest} aria-label={label} className="iconbtn">
      {children}
    </AriaButton>
  );
}
