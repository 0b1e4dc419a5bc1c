import { describe, expect, test } from 'vitest';
import { pair, stage } from './pages.js';
import { upload } from './people.js';

const { open, at } = stage();

/** A film of a second, recorded by the browser. */
async function film(): Promise<Uint8Array<ArrayBuffer>> {
  const page = await open();
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 180;
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    for (let i = 0; i < 60; i++) {
      context?.fillRect(i * 5, 0, 5, 180);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

describe('film', () => {
  test('playsFromTheStoreWhileItLoads_alsoWhenItsAddressHasExpired', async () => {
    const [alice, bob] = await pair();
    const mediaId = await upload(bob, await film(), 'bees.webm', 'video/webm');
    await bob.http('POST /v1/messages', { body: { to: { u: alice.uid }, video: { mediaId } } });
    const page = await at(alice, `#/u/${bob.uid}`);
    await page.locator('.film').waitFor();
    let expired = false;
    let renewed = false;
    page.on('request', (request) => {
      renewed ||= expired && request.url().endsWith(`/v1/media/${mediaId}/address`);
    });
    // The first address is too old when the film is asked for.
    await page.route(
      (url) => url.origin !== new URL(page.url()).origin,
      (route) => {
        expired = true;
        return route.fulfill({ status: 403 });
      },
      { times: 1 },
    );
    await page.locator('.film').click();
    const video = page.locator('.lightbox video');
    await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.readyState)).toBeGreaterThanOrEqual(2);
    expect(await video.getAttribute('src')).not.toContain('blob:');
    expect(renewed).toBe(true);
  });
});
