// The event stream of the sandbox. It reconnects by itself.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 4000;

// `onEvent` gets every event, "hello" first on each connection; `onLost` is called on a disconnect.
export function follow(onEvent, onLost) {
  let source;
  let wait = FIRST_WAIT;
  let timer;

  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource("/sim/events");
    source.onopen = () => (wait = FIRST_WAIT);
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
    source.onerror = () => {
      source.close();
      onLost();
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  }

  open();
  // Reconnect at once when the page becomes visible or the network returns.
  const hurry = () => source.readyState === EventSource.CLOSED && open();
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", () => document.hidden || hurry());
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && open());
}
