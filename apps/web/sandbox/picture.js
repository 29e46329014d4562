// Shows one image from elsewhere, after the reader has asked for it.
// In: { src, alt }. Out: { kind: "ready" }, { kind: "size", width, height }, { kind: "failed" }.
const say = (message) => parent.postMessage(message, "*");

addEventListener("message", (event) => {
  if (event.source !== parent || typeof event.data?.src !== "string") return;
  const image = new Image();
  image.referrerPolicy = "no-referrer";
  image.alt = String(event.data.alt ?? "");
  image.addEventListener("error", () => say({ kind: "failed" }));
  image.addEventListener("load", () => {
    const tell = () => say({ kind: "size", width: image.naturalWidth, height: Math.ceil(image.clientHeight) });
    new ResizeObserver(tell).observe(image);
  });
  image.src = event.data.src;
  document.body.replaceChildren(image);
});

say({ kind: "ready" });
