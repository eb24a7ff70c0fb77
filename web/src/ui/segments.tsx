import type { ReactNode } from "react";

interface Props<T extends string> {
  label: string;
  choices: { id: T; name: ReactNode }[];
  chosen: T;
  on_choose: (id: T) => void;
}

/// Two to five ways to look at the same thing.
export function Segments<T extends string>({ label, choices, chosen, on_choose }: Props<T>) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          aria-pressed={choice.id === chosen}
          onClick={() => on_choose(choice.id)}
        >
          {choice.name}
        </button>
      ))}
    </div>
  );
}
