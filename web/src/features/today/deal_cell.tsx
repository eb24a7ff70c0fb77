import { Link } from "@tanstack/react-router";
import { account_beside } from "../../deals/account_beside.ts";

/// The deal's name and, where it says more, the account's below it; long ones are cut, with the whole name as title.
export function DealCell({
  deal,
  name,
  account,
}: {
  deal: number;
  name: string;
  account?: string | undefined;
}) {
  const beside = account_beside(name, account);
  return (
    <td className="dn">
      <Link className="plain b clip" to="/deals/$deal" params={{ deal: `${deal}` }} title={name} dir="auto">
        {name}
      </Link>
      {beside && (
        <span className="s q clip" title={beside} dir="auto">
          {beside}
        </span>
      )}
    </td>
  );
}
