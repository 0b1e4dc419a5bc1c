import { useEffect, useRef, useState } from 'preact/hooks';
import { duration, m, t } from '../i18n/index.js';
import { toast } from '../ui/overlay.js';
import { IconButton } from '../ui/parts.js';
import '../design/life.css';

const bars = 48;
/** How far a finger has to slide to cancel. */
const slide = 90;

interface Recording {
  readonly recorder: MediaRecorder;
  readonly chunks: Blob[];
  readonly level: () => number;
  stop(): void;
}

/** The types that browsers record and the server takes, the best first. */
const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];

async function begin(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.start(250);
  return {
    recorder,
    chunks,
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) * 4);
    },
    stop: () => {
      if (recorder.state !== 'inactive') {
        recorder.stop();
      }
      stream.getTracks().forEach((track) => track.stop());
      if (context.state !== 'closed') {
        void context.close();
      }
    },
  };
}

/** Records a voice message: shows its level during the recording, then a preview. It replaces the composer. */
export function Recorder({ onCancel, onDone }: { onCancel: () => void; onDone: (file: File) => void }) {
  const recording = useRef<Recording | undefined>(undefined);
  const [state, setState] = useState<'asking' | 'recording' | 'preview'>('asking');
  const [levels, setLevels] = useState<readonly number[]>([]);
  const [ms, setMs] = useState(0);
  const [done, setDone] = useState<{ file: File; url: string } | undefined>();
  const [playing, setPlaying] = useState(false);
  const audio = useRef<HTMLAudioElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const from = useRef<number | undefined>(undefined);

  useEffect(() => {
    let current = true;
    bar.current?.focus();
    begin().then(
      (begun) => {
        if (!current) {
          begun.stop();
          return;
        }
        recording.current = begun;
        setState('recording');
        bar.current?.querySelector<HTMLElement>('.recorder-send')?.focus();
      },
      () => {
        if (current) {
          toast(m().noMicrophone, true);
          onCancel();
        }
      },
    );
    return () => {
      current = false;
      recording.current?.stop();
    };
  }, []);

  useEffect(() => {
    if (state !== 'recording') {
      return;
    }
    const begun = performance.now();
    const timer = setInterval(() => {
      setMs(performance.now() - begun);
      const level = recording.current?.level() ?? 0;
      setLevels((now) => [...now, level]);
    }, 100);
    return () => clearInterval(timer);
  }, [state]);

  useEffect(() => () => (done === undefined ? undefined : URL.revokeObjectURL(done.url)), [done]);

  const finish = (): Promise<File> =>
    new Promise((resolve) => {
      const { current } = recording;
      if (current === undefined) {
        return;
      }
      const give = (): void => {
        const type = (current.recorder.mimeType || 'audio/webm').split(';')[0] ?? 'audio/webm';
        const ending = type === 'audio/mp4' ? 'm4a' : type === 'audio/ogg' ? 'ogg' : 'webm';
        resolve(new File(current.chunks, `voice.${ending}`, { type }));
      };
      // It has ended by itself if the microphone was taken away.
      if (current.recorder.state === 'inactive') {
        give();
      } else {
        current.recorder.onstop = give;
      }
      current.stop();
    });
  const stop = async (): Promise<void> => {
    const file = await finish();
    setDone({ file, url: URL.createObjectURL(file) });
    setState('preview');
  };
  const send = async (): Promise<void> => onDone(done?.file ?? (await finish()));
  const shown = shape(levels, state === 'preview');
  return (
    <div
      ref={bar}
      class="composer-line recorder"
      role="group"
      aria-label={t().record}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onCancel();
        }
      }}
      onPointerDown={(event) => {
        from.current = event.pointerType === 'touch' ? event.clientX : undefined;
      }}
      onPointerMove={(event) => {
        if (from.current !== undefined && Math.abs(event.clientX - from.current) > slide) {
          from.current = undefined;
          onCancel();
        }
      }}
    >
      <IconButton icon="trash" label={t().cancel} onClick={onCancel} />
      {state === 'preview' ? (
        <IconButton
          icon={playing ? 'pause' : 'play'}
          label={playing ? t().pause : t().play}
          onClick={() => (playing ? audio.current?.pause() : audio.current?.play().catch(() => setPlaying(false)))}
        />
      ) : (
        <span class="recorder-dot" aria-hidden="true" />
      )}
      <span class="recorder-time" role="timer" aria-label={t().record}>
        {duration(ms)}
      </span>
      <span class="voice-wave" aria-hidden="true">
        {shown.map((height, index) => (
          <i key={index} style={{ blockSize: `${String(Math.round(8 + 92 * height))}%` }} />
        ))}
      </span>
      {state === 'recording' && <small class="recorder-hint">{m().recordHint}</small>}
      {state === 'recording' && <IconButton icon="pause" label={m().stopRecording} onClick={() => void stop()} />}
      <IconButton
        icon="send"
        label={t().send}
        class="send recorder-send"
        disabled={state === 'asking'}
        onClick={() => void send()}
      />
      {done !== undefined && (
        <audio
          ref={audio}
          src={done.url}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => setPlaying(false)}
        />
      )}
    </div>
  );
}

/** The newest levels while it is recorded; all of them afterwards. */
function shape(levels: readonly number[], whole: boolean): number[] {
  if (!whole) {
    return Array.from({ length: bars }, (_, index) => levels[levels.length - bars + index] ?? 0);
  }
  return Array.from({ length: bars }, (_, index) => levels[Math.floor((index * levels.length) / bars)] ?? 0);
}
