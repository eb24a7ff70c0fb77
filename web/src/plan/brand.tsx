import { useEffect, useState } from "react";
import type { components } from "../api/schema.d.ts";

type Shown = components["schemas"]["BrandView"];

/// Who sends the plan, as their own pages show it: known to everybody, so nobody need sign in. Without it the plan
/// stands as well.
export function Brand() {
  const [brand, set_brand] = useState<Shown>();
  useEffect(() => {
    const end = new AbortController();
    fetch("/api/workspace/brand", { credentials: "omit", signal: end.signal })
      .then(async (answer) => answer.ok && set_brand((await answer.json()) as Shown))
      .catch(() => undefined);
    return () => end.abort();
  }, []);
  // The place is held: what stands below does not move when the answer comes.
  return (
    <p className="brand" style={brand?.colour ? { borderColor: brand.colour } : undefined}>
      {brand?.logo && <img src={brand.logo.path} alt="" />}
      {brand?.name}
    </p>
  );
}
