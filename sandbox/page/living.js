// Hears of every change, says when the practice Slack is gone, and opens the page anew when another came in its place.

const AGAIN = 1500;
const GONE = "De oefen-Slack antwoordt niet: wat je nu doet komt nergens aan. Draait hij nog (make demo)? Deze pagina gaat vanzelf verder.";
const ANEW = "De oefening wordt opnieuw klaargezet …";
let said = GONE;

function tell(sentence) {
  const line = document.getElementById("gone");
  line.hidden = !sentence;
  if (line.textContent !== sentence) line.textContent = sentence;
}

/** Somebody asked to begin anew: until the new practice Slack is there, say so. */
export function startOver() {
  said = ANEW;
  tell(said);
}

/** Be told of each version; `boot` says which practice Slack drew this page. */
export function listen(person, boot, heard) {
  const live = new EventSource(`/page/events?as=${encodeURIComponent(person)}`);
  live.onmessage = ({ data }) => heard(Number(data));
  live.addEventListener("boot", ({ data }) => {
    if (data !== boot) location.assign(`/?as=${encodeURIComponent(person)}`);
    else if (said === GONE) tell("");
  });
  live.onerror = () => {
    tell(said);
    live.close();
    setTimeout(() => listen(person, boot, heard), AGAIN);
  };
}
