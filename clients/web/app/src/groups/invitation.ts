import { parse, type Invitation } from '../state/router.js';

/** Finds the invite in what a person has pasted: a link of any server's page, or the code alone. */
export function codeIn(text: string): Invitation | undefined {
  const trimmed = text.trim();
  const link = /#\/join\/[\w/-]+/.exec(trimmed)?.[0];
  if (link !== undefined) {
    const found = parse(link);
    return found.name === 'join' ? found.by : undefined;
  }
  return /^[0-9A-Za-z]{20}$/.test(trimmed) ? { code: trimmed.toUpperCase() } : undefined;
}

interface Detector {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}

const { BarcodeDetector } = globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => Detector };

/** Reads an invite from a picture; undefined where the browser reads no QR codes. */
export const readPicture: ((file: File) => Promise<Invitation | undefined>) | undefined =
  BarcodeDetector === undefined
    ? undefined
    : async (file) => {
        const image = await createImageBitmap(file);
        const found = await new BarcodeDetector({ formats: ['qr_code'] }).detect(image);
        image.close();
        return found.map(({ rawValue }) => codeIn(rawValue)).find((one) => one !== undefined);
      };
