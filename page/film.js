// Chapters and transcript lead into the film; without this script they are links to the file at that second.

export function film(host) {
  const video = host.querySelector("video");
  host.addEventListener("click", event => {
    const link = event.target.closest("a[data-seconds]");
    if (!link) return;
    event.preventDefault();
    video.currentTime = Number(link.dataset.seconds);
    video.play().catch(() => { /* the browser wants a press on the film itself; it stands at the right second */ });
    video.focus({ preventScroll: true });
  });
}
