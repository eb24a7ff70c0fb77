interface Told {
  /// By the kind of the event.
  on: Record<string, (message: MessageEvent<string>) => void>;
  on_open?: () => void;
  on_error?: () => void;
}

const first_wait_ms = 2000;
const longest_wait_ms = 30_000;

/// Follows a stream of events until what it gives back is called. A browser by itself comes back to a server that it could
/// not reach; this comes back, too, where the stream was refused: by a server that is full, or by what stands before it.
export function follow_events(url: string, { on, on_open, on_error }: Told): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait_ms = first_wait_ms;
  const open = () => {
    source = new EventSource(url);
    for (const [kind, act] of Object.entries(on)) source.addEventListener(kind, act);
    source.onopen = () => {
      wait_ms = first_wait_ms;
      on_open?.();
    };
    source.onerror = () => {
      on_error?.();
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait_ms);
      wait_ms = Math.min(2 * wait_ms, longest_wait_ms);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
