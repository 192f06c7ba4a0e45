// The page's service worker: it shows what is pushed and opens what is clicked. It has no fetch handler and no cache on purpose, so that
// neither an answer of the server nor a second of sound is ever kept by it.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The payload is {title, body, path, tag}; everything in it is text. A path outside of this origin is not opened.
self.addEventListener("push", (event) => {
  const news = read(event.data);
  event.waitUntil(
    self.registration.showNotification(news.title, {
      body: news.body,
      tag: news.tag,
      renotify: Boolean(news.tag),
      icon: "/icons/icon-192.png",
      badge: "/icons/badge-96.png",
      data: { path: news.path },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.path ?? "/inbox"));
});

function read(data) {
  try {
    const { title, body, path, tag } = data.json();
    return { title: text(title, "AudioRooms"), body: text(body, ""), path: local(path), tag: text(tag, "") };
  } catch {
    return { title: "AudioRooms", body: "", path: "/inbox", tag: "" };
  }
}

function text(value, otherwise) {
  return typeof value === "string" && value !== "" ? value.slice(0, 300) : otherwise;
}

function local(path) {
  return typeof path === "string" && /^\/(?!\/)/.test(path) ? path : "/inbox";
}

// A page that is open is told to go there itself: a navigation would end the sound of its room.
async function show(path) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => one.visibilityState === "visible") ?? pages[0];
  if (!page) return self.clients.openWindow(path);
  page.postMessage({ kind: "go", path });
  return page.focus();
}
