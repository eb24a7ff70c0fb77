import type { Schemas } from "../api/client.ts";

interface Props {
  label: string;
  contacts: Schemas["Contact"][];
  chosen: readonly number[];
  on_choose: (contacts: number[]) => void;
  error?: string | undefined;
}

/// Which contacts: a tick each, with what they are. Nothing where there is nobody to choose.
export function ContactPicks({ label, contacts, chosen, on_choose, error }: Props) {
  if (contacts.length === 0) return null;
  const toggle = (id: number, is_on: boolean) =>
    on_choose(is_on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset className="field picks">
      <legend className="f">{label}</legend>
      {contacts.map((contact) => (
        <label key={contact.id} className="row check">
          <input
            type="checkbox"
            checked={chosen.includes(contact.id)}
            onChange={(event) => toggle(contact.id, event.target.checked)}
          />
          <span>
            {contact.name}
            {contact.position && <span className="q s"> {contact.position}</span>}
          </span>
        </label>
      ))}
      {error && <p className="err">{error}</p>}
    </fieldset>
  );
}
