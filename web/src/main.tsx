import "./styles/app.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError, on_signed_out } from "./api/client.ts";
import { make_router } from "./app/router.tsx";
import { on_language } from "./app/texts.ts";

// What the server refused stays refused; what did not reach it is tried again until it does.
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 5,
      retryDelay: (count) => Math.min(500 * 2 ** count, 8000),
    },
    mutations: { retry: false },
  },
});
const router = make_router(client);

on_signed_out(() => {
  const here = router.state.location;
  if (["/sign-in", "/setup", "/password"].includes(here.pathname)) return;
  client.clear();
  void router.navigate({ to: "/sign-in", search: { back: here.href } });
});

// What the server said in the other language is asked for again.
on_language(() => void client.invalidateQueries());

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id 'root'.");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
