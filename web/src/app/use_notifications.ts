import { $api } from "../api/client.ts";

/// Jobs end and days pass without an event of a deal.
const look_again_ms = 60_000;
export const notifications_path = "/api/notifications";

/// What concerns one, newest first, and how much of it is new.
export function useNotifications() {
  return $api.useQuery("get", notifications_path, {}, { refetchInterval: look_again_ms });
}
