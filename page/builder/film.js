// The film starts from its poster; chapters, transcript and links with ?t=seconds lead into it. Where this script does
// not run, the browser's own controls are there from the start, and chapters are links to the file at that second: so
// all that could throw comes before the controls are hidden.

const host = element(document, "#film"), video = element(host, "video"), start = element(host, ".start");
const source = element(video, "source"), unplayable = element(host, ".unplayable");
const chapters = [...host.querySelectorAll("a[data-seconds]")];
const LEAD = 0.05;                  // s before a chapter's start from which it counts as the current one

/**
 * @template {string} S
 * @param {ParentNode} parent @param {S} selector
 * @returns {S extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[S] : HTMLElement}
 */
function element(parent, selector) {
  const found = parent.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {any} */ (found);
}

/** @param {Element} chapter */
const secondsOf = chapter => Number(chapter.getAttribute("data-seconds"));

function showControls() {
  video.controls = true;
  start.hidden = true;
}

function offerFile() { unplayable.hidden = false; }

function play() {
  showControls();
  video.play().catch(() => { /* the browser wants a press on the film itself, which is at the right second by now */ });
  video.focus({ preventScroll: true });
}

start.addEventListener("click", play);
video.addEventListener("click", () => { if (!video.controls) play(); });
// A film that can't be loaded or decoded leaves a dead screen: say so, and offer the file. It may have failed already.
source.addEventListener("error", offerFile);
video.addEventListener("error", offerFile);
if (video.error || video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) offerFile();
video.addEventListener("timeupdate", () => {
  const current = chapters.findLast(chapter => secondsOf(chapter) <= video.currentTime + LEAD);
  for (const chapter of chapters) chapter.ariaCurrent = `${chapter === current}`;
});
for (const chapter of chapters) {
  chapter.addEventListener("click", event => {
    event.preventDefault();
    video.currentTime = secondsOf(chapter);
    play();
  });
}
const asked = Number(new URLSearchParams(location.search).get("t"));
if (asked > 0) {
  video.currentTime = asked;
} else {
  video.controls = false;           // they would hide the poster
  start.hidden = false;
}
