import { $api } from "../api/client.ts";

const none: readonly string[] = [];

/// What to offer on this deal: the rights that the server says whoever is signed in has on it.
export function useRightsOn(deal: number): readonly string[] {
  return $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal } } }).data?.may ?? none;
}

export function useMayOn(deal: number, right: string): boolean {
  return useRightsOn(deal).includes(right);
}
