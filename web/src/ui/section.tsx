import { type ReactNode, useId } from "react";

/// A part of a page: it hangs from a rule, its head says what, its note what it rests on.
export function Section({
  title,
  note,
  more,
  children,
  level = 2,
}: {
  title: ReactNode;
  note?: ReactNode;
  more?: ReactNode;
  children: ReactNode;
  level?: 2 | 3;
}) {
  const id = useId();
  const Head = level === 2 ? "h2" : "h3";
  return (
    <section className="sec" aria-labelledby={id}>
      <header>
        <Head id={id}>{title}</Head>
        {note && <span className="q s">{note}</span>}
        {more && <span className="more">{more}</span>}
      </header>
      {children}
    </section>
  );
}
