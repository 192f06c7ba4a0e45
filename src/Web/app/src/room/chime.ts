/** Two soft tones for hosts when a hand goes up; made here, so that no sound file is loaded. */
let context: AudioContext | null = null;

export function chime(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  const at = context.currentTime + 0.02;
  tone(context, 659.26, at);
  tone(context, 880, at + 0.12);
}

function tone(audio: AudioContext, frequency: number, at: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = "sine";
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.08, at + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0005, at + 0.35);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.4);
}
