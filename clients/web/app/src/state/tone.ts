let context: AudioContext | undefined;

/** Plays two short tones. A browser plays nothing before the first click or key press on the page. */
export function playTone(): void {
  context ??= new AudioContext();
  if (context.state === 'suspended') {
    void context.resume();
  }
  for (const [index, frequency] of [659, 880].entries()) {
    const at = context.currentTime + index * 0.09;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.22);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.24);
  }
}
