import { useEffect, useRef, useState } from 'preact/hooks';
import { m, t } from '../i18n/index.js';
import { Head, openDialog } from '../ui/overlay.js';
import { Button, Refusal, Spinner } from '../ui/parts.js';
import '../design/life.css';

export function openCamera(take: (file: File) => void): void {
  openDialog(t().camera, (close) => <Camera take={take} close={close} />, 'dialog-camera');
}

/** Takes a photo. */
function Camera({ take, close }: { take: (file: File) => void; close: () => void }) {
  const film = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream | undefined>();
  const [failed, setFailed] = useState(false);
  /** The camera shows a picture. */
  const [seeing, setSeeing] = useState(false);
  useEffect(() => {
    let opened: MediaStream | undefined;
    let current = true;
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1_920 }, height: { ideal: 1_080 } } })
      .then(
        (begun) => {
          opened = begun;
          if (current) {
            setStream(begun);
          } else {
            begun.getTracks().forEach((track) => track.stop());
          }
        },
        () => setFailed(true),
      );
    return () => {
      current = false;
      opened?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  useEffect(() => {
    if (film.current !== null && stream !== undefined) {
      film.current.srcObject = stream;
    }
  }, [stream]);
  const shoot = (): void => {
    const { current } = film;
    if (current === null) {
      return;
    }
    const canvas = document.createElement('canvas');
    canvas.width = current.videoWidth;
    canvas.height = current.videoHeight;
    canvas.getContext('2d')?.drawImage(current, 0, 0);
    canvas.toBlob(
      (picture) => {
        if (picture !== null) {
          take(new File([picture], 'photo.jpg', { type: 'image/jpeg' }));
          close();
        }
      },
      'image/jpeg',
      0.9,
    );
  };
  return (
    <>
      <Head title={t().camera} onClose={close} />
      <div class="dialog-body camera">
        {failed ? (
          <Refusal text={m().noCamera} />
        ) : stream === undefined ? (
          <Spinner />
        ) : (
          <video ref={film} autoplay muted playsInline onLoadedData={() => setSeeing(true)} />
        )}
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" icon="camera" disabled={!seeing} onClick={shoot}>
            {m().takePhoto}
          </Button>
        </div>
      </div>
    </>
  );
}
