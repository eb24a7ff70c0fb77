/// The account to be named beside a deal; empty where the deal's name begins with it already, or is it.
export function account_beside(deal: string, account: string | null | undefined): string {
  if (!account) return "";
  const begins = deal.toLowerCase().startsWith(account.toLowerCase());
  const goes_on = /[\p{L}\p{N}]/u.test(deal.charAt(account.length));
  return begins && !goes_on ? "" : account;
}
