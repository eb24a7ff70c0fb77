import { Link } from "@tanstack/react-router";

/// The deal's name and, where it differs, the account's below it; long ones are cut, with the whole name as title.
export function DealCell({
  deal,
  name,
  account,
}: {
  deal: number;
  name: string;
  account?: string | undefined;
}) {
  return (
    <td className="dn">
      <Link className="plain b clip" to="/deals/$deal" params={{ deal: `${deal}` }} title={name} dir="auto">
        {name}
      </Link>
      {account && account !== name && (
        <span className="s q clip" title={account} dir="auto">
          {account}
        </span>
      )}
    </td>
  );
}
