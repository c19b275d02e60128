// The film starts from its poster; chapters, transcript and links with ?t=seconds lead into it. Without this script the
// browser's own controls are there from the start, and chapters are links to the file at that second.

import { mark } from "./write.js";

export function film(host) {
  const video = host.querySelector("video"), start = host.querySelector(".start");
  const chapters = [...host.querySelectorAll("a[data-seconds]")];
  const control = () => {
    video.controls = true;
    start.hidden = true;
  };
  const play = () => {
    control();
    video.play().catch(() => { /* the browser wants a press on the film itself; it stands at the right second */ });
    video.focus({ preventScroll: true });
  };
  video.controls = false;           // they would lie over the poster
  start.addEventListener("click", play);
  video.addEventListener("click", () => { if (!video.controls) play(); });
  video.addEventListener("timeupdate", () => {
    const now = chapters.findLast(({ dataset: { seconds } }) => Number(seconds) <= video.currentTime + 0.05);
    for (const chapter of chapters) mark(chapter, "aria-current", chapter === now);
  });
  host.addEventListener("click", event => {
    const link = event.target.closest("a[data-seconds]");
    if (!link) return;
    event.preventDefault();
    video.currentTime = Number(link.dataset.seconds);
    play();
  });
  const asked = Number(new URLSearchParams(location.search).get("t"));
  if (!(asked > 0)) return;
  video.currentTime = asked;
  control();
}
