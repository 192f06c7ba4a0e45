/** iOS decides by this what the lock screen, the mute switch and other programs do to the sound. */
type AudioSessionType = "auto" | "playback" | "play-and-record" | "ambient" | "transient" | "transient-solo";

interface NavigatorWithAudioSession {
  readonly audioSession?: { type: AudioSessionType };
}

/** A listener's sound goes on behind a locked screen; a speaker's session must allow recording, or the microphone is silent. */
export function setAudioSession(isSpeaking: boolean, navigator: object = globalThis.navigator): void {
  const session = (navigator as NavigatorWithAudioSession).audioSession;
  if (session !== undefined) {
    session.type = isSpeaking ? "play-and-record" : "playback";
  }
}
