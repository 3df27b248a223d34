/** Answers a scan by ear when it appears: yes rises, no buzzes low, wait is one even tone. The words stand on the page. */
const TUNES = {
  yes: [
    [660, 0, 0.09, "sine"],
    [990, 0.1, 0.14, "sine"],
  ],
  no: [
    [180, 0, 0.16, "square"],
    [140, 0.2, 0.26, "square"],
  ],
  wait: [[440, 0, 0.22, "triangle"]],
  info: [[520, 0, 0.1, "sine"]],
};
let ear;

export default function sound(element) {
  const kind = element.dataset.sound;
  document.documentElement.dataset.answer = kind;
  setTimeout(() => delete document.documentElement.dataset.answer, 700);
  if (localStorage.getItem("sound") === "off" || !(kind in TUNES)) return;
  ear ??= new AudioContext();
  for (const [pitch, start, length, shape] of TUNES[kind]) tone(pitch, ear.currentTime + start, length, shape);
}

function tone(pitch, start, length, shape) {
  const source = ear.createOscillator();
  const volume = ear.createGain();
  source.type = shape;
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0.12, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + length);
  source.connect(volume).connect(ear.destination);
  source.start(start);
  source.stop(start + length);
}
