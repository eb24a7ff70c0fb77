import { useQueryClient } from "@tanstack/react-query";
import { $api, ApiError, api, type Schemas } from "../api/client.ts";

type Session = Schemas["SessionView"];

export const session_query = $api.queryOptions(
  "get",
  "/api/session",
  {},
  {
    staleTime: 60_000,
    retry: (count, error) => !(error instanceof ApiError) && count < 3,
  },
);

/// REQUIRES to be inside the shell, which shows its pages only to who is signed in.
export function useSession(): Session {
  const session = $api.useQuery("get", "/api/session", {}, { staleTime: 60_000 });
  if (!session.data) throw new Error("Nobody is signed in.");
  return session.data;
}

/// Rights are asked of the server's list, never told from a role's name.
export function useMay(right: string) {
  return useSession().rights.includes(right);
}

export function useSignOut() {
  const client = useQueryClient();
  return async () => {
    await api.DELETE("/api/session", {});
    client.clear();
    globalThis.location.assign("/sign-in");
  };
}
